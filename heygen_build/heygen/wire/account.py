"""Who pays: `GET /v3/users/me` (v3.md, account)."""

from __future__ import annotations

from heygen_build.heygen.wire.base import Response


class AutoReload(Response):
    """Whether the wallet fills itself, below which balance and by how much, in USD."""

    enabled: bool = False
    threshold_usd: float | None = None
    amount_usd: float | None = None


class Wallet(Response):
    """The prepaid balance, in `currency`: usd, or credits on older accounts."""

    currency: str = "usd"
    remaining_balance: float | None = None
    auto_reload: AutoReload | None = None


class CreditPool(Response):
    """Credits left, and when they start again (ISO 8601)."""

    remaining: int | None = None
    resets_at: str | None = None


class Credits(Response):
    """The two pools of a subscription."""

    premium_credits: CreditPool | None = None
    add_on_credits: CreditPool | None = None


class Subscription(Response):
    """A web plan and its credits; API keys are billed to the wallet instead (api/README, authentication)."""

    plan: str | None = None
    credits: Credits | None = None


class UsageBased(Response):
    """A contract billed by use: credits, and the month's spending and cap in USD."""

    included_credits: float | None = None
    remaining_credits: float | None = None
    spending_cap_usd: float | None = None
    spending_current_usd: float | None = None


class Account(Response):
    """The key's owner. Exactly one of `wallet`, `subscription`, `usage_based` is set, named by `billing_type`."""

    username: str
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    billing_type: str | None = None
    wallet: Wallet | None = None
    subscription: Subscription | None = None
    usage_based: UsageBased | None = None

    @property
    def balance_usd(self) -> float | None:
        """What a paid build may spend, in USD; None where the account does not count in USD."""
        if self.wallet is None or self.wallet.currency.lower() != "usd":
            return None
        return self.wallet.remaining_balance
