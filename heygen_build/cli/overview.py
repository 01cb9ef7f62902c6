"""What `--help` says. No import at all, because help should be instant."""

from __future__ import annotations

USAGE = "usage: heygen-build [VERB] [PROJECT...] [options]"
OVERVIEW = """\
heygen-build PROJECT...           build: order what is missing, reuse the rest, write finished videos
heygen-build VERB ...             one of the verbs below

  build PROJECT...    the same, said in full
  test PROJECT...     run the tests of finished films; orders nothing
  init [FOLDER]       a small project to begin with, which builds at once as a draft
  check PROJECT...    validate without building; everything that is wrong, with its line
  plan PROJECT...     what a build would do: each step, why, seconds, price
  watch PROJECT       a free draft at every save; --open shows it on a page of this machine
  report PROJECT      one HTML file with storyboard, script, plan, prices and problems
  watch-jobs PROJECT  wait for jobs that are open and collect them; orders nothing
  render PROJECT...   the project with every template, default and name filled in
  resume PROJECT...   go on after a timeout, or answer what became of an order that nobody answered
  status PROJECT...   orders that are open or in doubt, and what was spent
  cost                what was spent since when, from the ledgers of all projects or of those named
  cache ACTION        ls, show, verify, prune, export or import what is kept on this machine
  lock ACTION         check whether what project.lock.json pins is still there; prune what is not used
  rehearse PROJECT    hear the scenes through a live session, on a page of this machine
  doctor [PROJECT...] whether this machine and the account are ready for a paid build
  emulate             serve a HeyGen-compatible API on this machine, for trying things out
  explain CODE        what a diagnostic code such as HB0322 means
  schema              print the JSON Schema of project files

  avatars             the looks that an account can use: list, search WORDS, show NAME
  voices              its voices, in the same way
  templates           its templates, with their variables
  styles              the styles of the Video Agent
  videos              what was rendered: list, show ID, download ID, delete ID
  account             who the key belongs to, and what is left to spend

PROJECT is a file, a folder with a project.yaml, or a glob; without any, the nearest project.yaml upwards.
Without an API key (HEYGEN_API_KEY or HeyGen's credentials file), and with --draft, builds are free, watermarked drafts.
Exit codes: 0 done, 1 failed, 2 usage or project, 3 key, 4 timed out (the job goes on; `resume` collects it),
5 over budget or not agreed to, 6 a test of the project failed, 7 partly done, 130 interrupted, 143 terminated."""


def about(verb: str) -> str:
    """What a verb does, as a sentence: the line of the overview, or a longer text where that leans on its neighbors."""
    if verb in _ABOUT:
        return _ABOUT[verb]
    line = next(line for line in OVERVIEW.splitlines() if line.startswith(f"  {verb} "))
    text = line[_ABOUT_COLUMN:].strip()
    return f"{text[0].upper()}{text[1:]}."


_ABOUT = {
    "build": "Orders what is missing, reuses the rest, and writes finished videos.",
    "init": "Writes a small project with comments that builds at once as a draft. Nothing is ever overwritten.",
    "doctor": "Says whether this machine and the account are ready for a paid build; orders nothing.",
    "cache": "Lists, shows, verifies, prunes, exports or imports what is kept on this machine.",
    "voices": "The voices that an account can use: list, search WORDS, show NAME.",
    "templates": "The templates of an account, with their variables: list, search WORDS, show NAME.",
    "styles": "The styles of the Video Agent: list, search WORDS, show NAME.",
}
_ABOUT_COLUMN = 22
"""Where the texts of the overview begin."""
