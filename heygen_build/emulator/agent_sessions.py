"""What a session of the Video Agent remembers: the order as it is now, what was said, and the films it made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from heygen_build.emulator import prices, tasks
from heygen_build.emulator.agent_body import AgentBody, Message
from heygen_build.emulator.agent_film import LANDSCAPE, PORTRAIT, Cast, film_order
from heygen_build.emulator.agent_prompt import read_prompt
from heygen_build.emulator.catalog_agents import colors
from heygen_build.emulator.checks import find_voice
from heygen_build.emulator.jobs import Failure, Job
from heygen_build.emulator.kinds import AGENT_SESSION, VIDEO
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.wire import Json
from heygen_build.emulator.world import World

QUESTION = "Before I start: who is this film for, and is there anything it must not leave out?"
_PROGRESS = {"thinking": 5, "waiting_for_input": 10, "generating": 55, "completed": 100, "failed": 100}


@dataclass(frozen=True, slots=True)
class Said:
    """A message. `at` in Unix seconds; `resources` are ids of attached files."""

    role: str
    kind: str
    content: str
    at: int
    resources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """`order` is what the next film is made of; `films` are ids of videos, oldest first."""

    order: AgentBody
    said: tuple[Said, ...]
    films: tuple[str, ...] = ()


def talks(world: World) -> dict[str, Talk]:
    """By the id of the session."""
    return world.state.table("agent sessions", Talk)


def film_terms(world: World, body: AgentBody) -> Terms:
    """On which terms the film of an order is taken, and what is drawn for it."""
    plan = read_prompt(body.prompt, body.seconds)
    voice = find_voice(world.catalog, body.voice_id)
    cast = Cast(body.look, voice.timbre, body.colors or colors(plan.colors), body.pictures)
    size = PORTRAIT if body.orientation == "portrait" else LANDSCAPE
    return Terms(
        VIDEO,
        film_order(plan, cast, size, world.config.mark),
        "video agent",
        usd_per_second=prices.VIDEO_AGENT,
        estimate=plan.seconds * prices.VIDEO_AGENT,
        title=plan.title,
    )


def begin(world: World, session: Job, body: AgentBody, film: Job | None) -> None:
    """Remembers a new session: of mode generate with its film, of mode chat with a question."""
    now = int(world.clock())
    first = Said("user", "text", body.prompt, now, body.assets)
    reply = Said("model", "text", "Storyboard ready" if film else QUESTION, now)
    talks(world)[session.id] = Talk(body, (first, reply), (film.id,) if film else ())


def revised(talk: Talk, message: Message) -> AgentBody:
    """The order after a message: what it names replaces what was there."""
    body = talk.order
    return replace(
        body,
        look=message.look or body.look,
        voice_id=message.voice_id or (message.look.default_voice_id if message.look else body.voice_id),
        colors=message.colors or body.colors,
        pictures=body.pictures + message.pictures,
        assets=body.assets + message.assets,
    )


def answered(world: World, session: Job, message: Message, film: Job) -> None:
    """Remembers a message and the film that was ordered for it."""
    talk, now = talks(world)[session.id], int(world.clock())
    said = (*talk.said, Said("user", "text", message.text, now, message.assets))
    talks(world)[session.id] = Talk(revised(talk, message), said, (*talk.films, film.id))
    world.state.follow(session, film.id)


def session_word(world: World, session: Job) -> str:
    """The status of a session: its question, or how its newest film is."""
    films = talks(world)[session.id].films
    if not films:
        return "waiting_for_input" if session.outcome is None else "failed"
    film = world.state.any_job(films[-1])
    if film is not None and film.stuck:
        return "thinking"  # how congestion looks ([skills-may])
    return tasks.word(world, film, AGENT_SESSION.words) if film is not None else "failed"


def session_row(world: World, session: Job) -> Json:
    """What GET answers, messages newest first."""
    word, talk = session_word(world, session), talks(world)[session.id]
    is_begun = talk.films and word not in ("thinking", "waiting_for_input")
    return {
        "session_id": session.id,
        "status": word,
        "progress": _PROGRESS[word],
        "title": session.title,
        "video_id": talk.films[-1] if is_begun else None,
        "created_at": int(session.accepted_at),
        "messages": [_row(said) for said in (*_last_words(world, session, talk, word), *reversed(talk.said))][:40],
    }


def _last_words(world: World, session: Job, talk: Talk, word: str) -> list[Said]:
    if word != "failed":
        return []
    job = world.state.any_job(talk.films[-1]) if talk.films else session
    wrong = job.outcome if job is not None else None
    text = wrong.message if isinstance(wrong, Failure) else "The session failed"
    return [Said("model", "error", text, int(world.clock()))]


def _row(said: Said) -> Json:
    return {
        "role": said.role,
        "type": said.kind,
        "content": said.content,
        "created_at": said.at,
        "resource_ids": list(said.resources),
    }
