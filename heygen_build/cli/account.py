"""`heygen-build account`: who the key belongs to, how it is billed, what is left, and what is known to be limited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from heygen_build.backends import ACCOUNT_JOBS, Connection, World
from heygen_build.cli.account_session import asked_account, say_source, source_of
from heygen_build.cli.console import print_json
from heygen_build.cli.parser import Arguments
from heygen_build.cli.table import details
from heygen_build.heygen.wire import Account
from heygen_build.resolve.checks.facts import SCENE_SECONDS
from heygen_build.resolve.limits import SCRIPT_LIMIT


class AccountReport(BaseModel):
    """The answer of `heygen-build account --json`. Its schema is `schemas/account.v1.json`.

    Amounts in USD unless they say credits; null where none is told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    account: Literal[1] = 1
    source: str
    username: str
    email: str | None
    billing: str | None = Field(description="wallet, subscription or usage_based.")
    balance_usd: float | None
    auto_reload: bool | None
    plan: str | None
    credits: float | None
    spending_usd: float | None
    spending_cap_usd: float | None
    concurrent_jobs: int = Field(description="What builds keep to: published by HeyGen, and not told by the API.")


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Asks once and prints it."""

    async def work(connection: Connection) -> tuple[Connection, Account]:
        return connection, await connection.client.account()

    connection, account = asked_account(arguments, world(), work)
    report = _report(account, source_of(connection, arguments))
    if arguments.json:
        print_json(report, alone=True)
        return 0
    say_source("account", connection, arguments)
    print(_shown(report, account))
    return 0


def _report(account: Account, source: str) -> AccountReport:
    wallet, contract, subscription = account.wallet, account.usage_based, account.subscription
    return AccountReport(
        source=source,
        username=account.username,
        email=account.email,
        billing=account.billing_type,
        balance_usd=account.balance_usd,
        auto_reload=wallet.auto_reload.enabled if wallet and wallet.auto_reload else None,
        plan=subscription.plan if subscription else None,
        credits=_credits(account),
        spending_usd=contract.spending_current_usd if contract else None,
        spending_cap_usd=contract.spending_cap_usd if contract else None,
        concurrent_jobs=ACCOUNT_JOBS,
    )


def _credits(account: Account) -> float | None:
    """What is left where the account counts in credits."""
    if account.usage_based is not None:
        return account.usage_based.remaining_credits
    if account.subscription is not None and account.subscription.credits is not None:
        pools = (account.subscription.credits.premium_credits, account.subscription.credits.add_on_credits)
        known = [pool.remaining for pool in pools if pool is not None and pool.remaining is not None]
        return float(sum(known)) if known else None
    if account.wallet is not None and account.wallet.currency.lower() != "usd":
        return account.wallet.remaining_balance
    return None


def _shown(report: AccountReport, account: Account) -> str:
    name = " ".join(part for part in (account.first_name, account.last_name) if part)
    spent, characters, minutes = report.spending_usd, f"{SCRIPT_LIMIT:,}", SCENE_SECONDS // 60
    cap = f" of ${report.spending_cap_usd:,.2f}" if report.spending_cap_usd is not None else ""
    return details(
        [
            ("account", report.username),
            ("name", name),
            ("email", report.email),
            ("billing", report.billing),
            ("plan", report.plan),
            ("balance", None if report.balance_usd is None else f"${report.balance_usd:,.2f}"),
            ("credits", None if report.credits is None else f"{report.credits:,.0f}"),
            ("spent", None if spent is None else f"${spent:,.2f}{cap} this month"),
            ("refills", _REFILLS[report.auto_reload]),
            ("limits", f"{report.concurrent_jobs} jobs at once; a scene: {characters} characters, {minutes} minutes"),
        ]
    )


_REFILLS = {True: "by itself", False: "by hand", None: None}
