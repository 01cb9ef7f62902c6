"""Every code with its title and a page that explains it.

Ranges: HB01xx files and YAML · HB02xx shape of the project · HB03xx templates, variables, names and files ·
HB04xx limits · HB05xx money · HB06xx API and credentials · HB07xx building · HB08xx publishing · HB09xx not built yet.
A code is never used again for something else: people search for it, and suppress it by name.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """`title` is a few words for lists; `page` a paragraph for `heygen-build explain`."""

    title: str
    page: str


CODES: dict[str, Code] = {
    "HB0101": Code(
        "no such file",
        "The project file that was named does not exist. The hint lists YAML files of the same folder with a "
        "similar name. A symbolic link that points to nothing counts as missing.",
    ),
    "HB0102": Code(
        "not a file",
        "A folder, a device or a pipe was named where a project file was expected. Name the file itself, for "
        "example `videos/intro/project.yaml`.",
    ),
    "HB0103": Code(
        "file cannot be read",
        "The operating system refused to read the file; its reason is part of the message. Usually the "
        "permissions of the file or of a folder above it are too narrow.",
    ),
    "HB0104": Code(
        "empty file",
        "The file holds nothing, or nothing but white space and comments. A project needs at least `heygen_build:"
        " 1`, a `title`, and `scenes` with one scene: a `card` with a text and a `hold` is enough.",
    ),
    "HB0105": Code(
        "not UTF-8",
        "Project files are encoded in UTF-8, with or without a byte order mark. The message names the first byte "
        "that does not fit. Editors call this setting the file's encoding; old Windows programs save Windows-1252"
        " or UTF-16.",
    ),
    "HB0106": Code(
        "file too large",
        "A project file may have 16 MB. That is tens of thousands of scenes as text, so a larger file is usually "
        "a video or an archive that was named by mistake.",
    ),
    "HB0107": Code(
        "control character",
        "YAML allows printable characters, tabs and line breaks only (YAML 1.2, section 5.1). Control characters "
        "mostly come along when text is copied from a terminal or a PDF. Delete them.",
    ),
    "HB0109": Code(
        "no such code",
        "`heygen-build explain` was given a code that no message carries. Codes look like HB0322; they stand "
        "in brackets at the start of each message.",
    ),
    "HB0110": Code(
        "not well-formed YAML",
        "The file does not follow the syntax of YAML, so its structure is unclear. The caret stands where reading"
        " failed, and the mistake is there or shortly before: look for a missing quote, bracket or `:`, for text "
        "that holds `: ` or ` #` without quotes, and for indentation that does not line up.",
    ),
    "HB0111": Code(
        "tab in the indentation",
        "YAML counts spaces to know what belongs together, and forbids tabs there. Tell your editor to insert "
        "spaces for YAML files; two for each level are customary. Tabs inside values are fine.",
    ),
    "HB0112": Code(
        "template without quotes",
        'A value that starts with `{{`, `{%` or `{#` needs quotes: `title: "{{ product }} launch"`. Without them '
        "YAML reads the brace as the start of a mapping. A template later in the text (`Meet {{ product }}`) "
        "needs none, though they never hurt.",
    ),
    "HB0113": Code(
        "duplicate key",
        "The same key stands twice in one mapping. Most YAML readers silently keep one of the two values, which "
        "hides mistakes; here it is an error. The second label shows the first place.",
    ),
    "HB0114": Code(
        "key is not a text",
        "Keys are names. A number, `true`, `null`, a list or a mapping cannot be one; where the name really looks"
        " like a number, put it in quotes.",
    ),
    "HB0115": Code(
        "unknown tag",
        "A value that starts with `!` carries a YAML tag, and project files know only the standard ones (`!!str`,"
        " `!!int`, `!!float`, `!!bool`, `!!null`, `!!map`, `!!seq`). Text that starts with an exclamation mark "
        "needs quotes.",
    ),
    "HB0116": Code(
        "alias without anchor",
        "An alias (`*name`) repeats the value that was marked with an anchor (`&name`) earlier in the file. There"
        " is no such anchor above, or the alias stands inside the value it would repeat. Text that starts with "
        "`*` needs quotes.",
    ),
    "HB0117": Code(
        "too many aliases",
        "Aliases that point to values full of aliases multiply quickly; a file of one kilobyte can describe "
        "billions of values. The limit is 100,000 values that come from aliases.",
    ),
    "HB0118": Code(
        "merge key",
        "The merge key `<<` of YAML 1.1 was dropped in YAML 1.2 and is not supported. What scenes have in common "
        "belongs under `defaults`; values that repeat belong under `variables`. Anchors and aliases of whole "
        "values work.",
    ),
    "HB0119": Code(
        "nested too deeply",
        "Values may be nested 64 levels deep. No project needs more; deeper nesting is usually a row of brackets "
        "that were never closed.",
    ),
    "HB0120": Code(
        "several documents",
        "A line of three dashes starts a second YAML document, and a project file holds exactly one. Delete the "
        "line, or put the second project into a file of its own.",
    ),
    "HB0121": Code(
        "not a mapping",
        "A project is a mapping: lines of `key: value`. The file holds a list or a single value at its top level.",
    ),
    "HB0122": Code(
        "value does not fit",
        "A value carries a standard tag it does not fit (`!!int many`), or is a number of more than 300 "
        "characters. If it is meant as text, put it in quotes.",
    ),
    "HB0123": Code(
        "text that needs quotes",
        "The value is meant as text, but YAML reads something else in it: `: ` begins a mapping, ` #` a comment, and a "
        'first character of `@ ` % * & ! | > ? [ {` has a meaning of its own. Quotes make it text: `title: "Aurora: '
        'the film"`, where `title: Aurora: the film` fails.',
    ),
    "HB0124": Code(
        "key without `: `",
        "A key is followed by a colon and a space. `slug:aurora` is a text of eleven characters; `slug: aurora` is a "
        "key with a value. A no-break space, which some editors and web pages insert, does not count as a space.",
    ),
    "HB0125": Code(
        "quotes do not match",
        "A quoted value begins and ends with the same quote, and nothing may follow it. In single quotes an apostrophe "
        "is doubled (`'it''s'`), in double quotes a quote is escaped (`\"say \\\"hi\\\"\"`). Where a closing quote is "
        "missing, YAML reads on to the next quote it meets, often many lines below: look at where the text began.",
    ),
    "HB0126": Code(
        "indentation does not line up",
        "The keys of one mapping, and the dashes of one list, stand in the same column. This line stands between two "
        "levels, or under a key that has a value already. The hint names the columns that would fit.",
    ),
    "HB0127": Code(
        "backslash in double quotes",
        "In double quotes a backslash begins an escape: `\\n` is a line break, `\\t` a tab, and many letters mean "
        'nothing. A path such as `"C:\\new"` would silently become something else. Use slashes, which work on every '
        "system, or single quotes: `'C:\\new'`.",
    ),
    "HB0128": Code(
        "merge conflict left over",
        "The file holds the markers that git writes when two changes touch the same lines. Decide which lines to keep, "
        "delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`, and commit the result.",
    ),
    "HB0129": Code(
        "template outside of a value",
        "Templates live inside values, never around keys or lines, so that the file stays YAML for editors, schemas "
        'and diffs. Wrong: `{% for f in features %}` above a scene. Right: `for_each: "{{ features }}"` in the scene. '
        "Scenes are left out with `when`, films are multiplied with `matrix`.",
    ),
    "HB0130": Code(
        "include is not a list of files",
        "`include` names other YAML files whose keys are laid under this file's: `include: [../shared/brand.yaml]`. It "
        "is always a list, its paths are relative to the file that holds it, and it cannot use templates, because files"
        " are read before variables have values.",
    ),
    "HB0131": Code(
        "files include each other",
        "A file includes itself, directly or through other files, so there is no order in which one could win over the "
        "other. The labels show the chain. Move what both files need into a third one, and include it from both.",
    ),
    "HB0133": Code(
        "included files do not fit together",
        "A key holds a list in one file and a mapping in another. When files are merged, mappings merge key by key and "
        "lists are replaced as a whole; the two forms cannot be joined. The labels show both places.",
    ),
    "HB0134": Code(
        "too many included files",
        "A project may consist of 100 files. A file that is included from several places counts once.",
    ),
    "HB0140": Code(
        "not a data file",
        "The rows of a matrix come from a file that ends in `.csv`, `.json`, `.jsonl`, `.yaml` or `.yml`. Export a "
        "spreadsheet as CSV in UTF-8: the build must not depend on the program that wrote the sheet.",
    ),
    "HB0141": Code(
        "no rows",
        "A data file holds rows, and each row maps names to values: the lines of a CSV file below its header, the "
        'objects of a JSON list (`[{"id": "c17"}]`) or of JSON lines, or a YAML list of mappings.',
    ),
    "HB0142": Code(
        "not well-formed CSV",
        "The file does not follow the rules of comma-separated values (RFC 4180). A cell that holds a comma, a line "
        'break or a quote stands in double quotes, and a quote inside it is doubled: `"the ""new"" one"`. Spreadsheets '
        "do this when they export; hand-written files often lack one of the quotes.",
    ),
    "HB0143": Code(
        "column without a name of its own",
        "The first line of a CSV file names the columns, and templates use the names: `{{ customer.id }}`. A name is "
        "empty or stands there twice. White space around names does not count.",
    ),
    "HB0144": Code(
        "row with too many or too few cells",
        "Every row of a CSV file has one cell for each column of the header. A cell too many usually means that a "
        "value with a comma lacks its double quotes; a cell too few, that a row was cut off.",
    ),
    "HB0145": Code(
        "too many rows",
        "A data file may hold 100,000 rows, as many as a matrix may have films. Split the file, or choose the rows "
        "that are needed before the build.",
    ),
    "HB0146": Code(
        "not JSON",
        "The file does not follow the rules of JSON (RFC 8259): names and texts stand in double quotes, there is no "
        "comma before a closing bracket, there are no comments, and each name stands once in an object. In a `.jsonl` "
        "file every line is one complete object.",
    ),
    "HB0150": Code(
        "project without its schema",
        "`check` found mistakes that an editor with a YAML language server would have underlined while they were "
        "typed. It needs to know the schema: `heygen-build schema > project.schema.json` writes it, and a first line "
        "`# yaml-language-server: $schema=project.schema.json` names it. The note changes nothing about the result.",
    ),
    "HB0151": Code(
        "folder has a project",
        "`heygen-build init` never overwrites: the folder already has files of the names it would write. Nothing was "
        "written. Name a new folder, or move the old files away. Lines that `.gitignore` and `.gitattributes` lack are "
        "added to what is in them.",
    ),
    "HB0152": Code(
        "folder cannot be made a project",
        "`heygen-build init` could not write into the folder: it is a file, it is read-only, the disk is full, or its "
        "`.gitignore` is not UTF-8. What had been written was removed again.",
    ),
    "HB0201": Code(
        "unknown key",
        "The project language has no such key in this place. Unknown keys are never ignored, because a misspelled"
        " key would then silently do nothing. The hint lists similar keys that exist here.",
    ),
    "HB0202": Code(
        "missing key",
        "A key that is always needed is missing. The label points at the mapping that lacks it, and the hint "
        "shows an example of the line to add.",
    ),
    "HB0203": Code(
        "wrong type",
        "The value is of another kind than this key takes: a number instead of text, a list instead of a mapping,"
        " and so on. Project files follow YAML 1.2, in which only `true` and `false` are booleans: `yes`, `no`, "
        "`on` and `off` are text. A number that is meant as text needs quotes.",
    ),
    "HB0204": Code(
        "not one of the choices",
        "This key takes one of a few fixed words, and the value is none of them. All choices are listed; the "
        "nearest one is in the hint. Case matters.",
    ),
    "HB0205": Code(
        "not in the form of its unit",
        "Durations, colors and the like are written with their unit: `1.5s`, `800ms`, `00:01:02.5`; `#101820` or "
        "a CSS name. A bare number has no meaning here, because nobody could tell seconds from milliseconds.",
    ),
    "HB0206": Code(
        "out of range",
        "The number is outside what HeyGen or the picture allows, for example a voice speed above 1.5. The "
        "expected range is part of the message.",
    ),
    "HB0207": Code(
        "nothing inside",
        "A list or text that must hold something is empty. A project needs at least one scene; a name needs at "
        "least one character.",
    ),
    "HB0208": Code(
        "not a name",
        "Names of avatars, voices and variables are used in templates and on the command line, so they consist of"
        " letters, digits and underscores, and do not start with a digit. A hyphen would be read as a minus "
        "there.",
    ),
    "HB0209": Code(
        "no value",
        "The key has no value: nothing stands behind the colon, or `null`. Write a value, or remove the line; a "
        "key without a value would silently do nothing.",
    ),
    "HB0210": Code(
        "unknown version of the language",
        "`heygen_build` states the version of the project language, and this program knows version 1. A newer "
        "version needs a newer program.",
    ),
    "HB0211": Code(
        "keys that exclude each other",
        "Two keys are given that contradict each other, or say the same thing twice: a scene has one picture source, "
        "an avatar is a `look`, a `photo` or made with `create`, speech is a `script` or recorded `audio`, a project "
        "has `scenes` or is one order to the `agent`. The labels show both; remove one.",
    ),
    "HB0212": Code(
        "one key of a group is missing",
        "One of a group of keys must be given, and there is none. A scene without a picture source shows the default "
        "avatar when it has a `script`; without either there would be nothing to see.",
    ),
    "HB0213": Code(
        "key needs another key",
        "A key only means something together with another one: an avatar speaks a `script`, `trim` belongs to a clip, "
        "a silent scene needs `hold` to have a length, `as` names the item of a `for_each`. Without it the key would "
        "silently do nothing.",
    ),
    "HB0214": Code(
        "end before the beginning",
        "Two values belong together, and the second should be larger: a part of a clip ends after it starts, an "
        "overlay goes after it comes, the maximum of a range is not below its minimum. The labels show both. Times "
        "of different kinds, such as `50%` and `2s`, are compared when the length of the scene is known.",
    ),
    "HB0215": Code(
        "no template here",
        "Nearly every value may be a template, but a few are needed before variables have values: the types of "
        "variables, the name after `as`, the kinds of subtitle files. And a key that takes a "
        "word or a mapping, such as `transition`, takes templates inside the mapping only: "
        '`transition: {fade: "{{ pace }}"}`.',
    ),
    "HB0301": Code(
        "template syntax",
        "A template inside a value does not follow the syntax of Jinja: `{{ expression }}` inserts a value, `{% "
        "if %}` and `{% for %}` choose and repeat, `{# comment #}` says nothing. The caret stands where reading "
        "failed. Unknown filters and tests are found here as well.",
    ),
    "HB0302": Code(
        "template cannot be evaluated",
        "The template follows the syntax of Jinja, but evaluating it failed: a division by zero, a filter on "
        "a value of the wrong kind, a text that would grow beyond all limits. The caret stands below the "
        "expression. `heygen-build explain filters` shows every filter and test with an example.",
    ),
    "HB0303": Code(
        "template gives an unsuitable value",
        "A template was evaluated, and what it gives does not fit the key: a text where a number is needed, "
        "or a word that is none of the choices. What was expected is part of the message; mind that only a "
        "value that is exactly one expression keeps its type.",
    ),
    "HB0305": Code(
        "variable without a value",
        "The variable is declared with `required: true`, and nothing gives it a value. Pass one with `--var "
        "NAME=VALUE`, or give it a `default`.",
    ),
    "HB0306": Code(
        "no such variable",
        "A value was given for a variable that the project does not declare, so it would silently do nothing."
        " Declare it under `variables`, or correct its name; the hint names the nearest one.",
    ),
    "HB0307": Code(
        "value of the wrong type",
        "A value from outside the project (`--var`, a file of values) does not fit the type of its variable. "
        "The type is the declared one, or else that of the default.",
    ),
    "HB0310": Code(
        "name is not declared",
        "A scene or the defaults name an avatar or a voice that is not declared under `avatars` or `voices`. "
        "These names are the project's own; the names of looks and voices at HeyGen stand behind `look` and "
        "`name`.",
    ),
    "HB0311": Code(
        "scene without a picture",
        "A scene needs something to show: `avatar`, `image` or `card`. A scene with a `script` and nothing "
        "else shows the default avatar, where `defaults` names one.",
    ),
    "HB0313": Code(
        "script without a voice",
        "Nothing says who speaks this script: the scene has no `voice`, `defaults` has none, and a picture "
        "without a look brings none of its own.",
    ),
    "HB0314": Code(
        "scene without a length",
        "A scene lasts as long as its speech. One without speech needs `hold`, such as `hold: 3s`.",
    ),
    "HB0315": Code(
        "two scenes with one id",
        "Scene ids name steps, files and captions, so each is used once in a film. Ids made by templates "
        "collide when the values they are made of are equal.",
    ),
    "HB0316": Code(
        "not a slug",
        "A slug becomes part of file names and of titles at HeyGen: lower-case letters, digits and single "
        "hyphens. The hint shows one made from what was written.",
    ),
    "HB0317": Code(
        "output path cannot be used",
        "Films are written below the project's folder, and end as files of their format do. A path that leads "
        "elsewhere could overwrite files that are not the project's; one to a file that the project reads, its media. "
        "Folders are parted by `/` on every system.",
    ),
    "HB0321": Code(
        "no such look",
        "The account has no look of this name or id. The nearest names are listed. Looks are looked up in the"
        " account of the API key; drafts know the looks of the built-in emulator.",
    ),
    "HB0322": Code(
        "no such voice",
        "The account has no voice of this name or id. The nearest names are listed. Voices are looked up in "
        "the account of the API key; drafts know the voices of the built-in emulator.",
    ),
    "HB0323": Code(
        "look is not ready",
        "The look exists but cannot speak yet: it is being trained, its training failed, or it waits for the "
        "consent of the person it shows. HeyGen's own pages show its state.",
    ),
    "HB0324": Code(
        "name is ambiguous",
        "Several looks or voices carry this name. Their ids are listed with what tells them apart; write the "
        "id instead of the name.",
    ),
    "HB0325": Code(
        "no such style",
        "`style: {id: …}` of a brief names a style of the account by its name or id, and the account lists none "
        "like that (`GET /v3/video-agents/styles`). The hint lists the nearest. The twenty published styles, such "
        "as `swiss-pulse`, are written as `style: swiss-pulse` and are known everywhere.",
    ),
    "HB0326": Code(
        "no such brand kit",
        "`brand_kit` of a brief names a brand kit of the account by its name or id, and the account has none like "
        "that. The hint lists the nearest. Brand kits are made in HeyGen's web editor.",
    ),
    "HB0327": Code(
        "no such template",
        "The account has no template with this name or id. v3 lists only templates that have variables and were "
        "saved by the current editor; `render: {api: v2}` sees older ones as well. Templates are asked for anew "
        "in each run, because they are edited on HeyGen's pages. The hint lists names that are close.",
    ),
    "HB0328": Code(
        "no such avatar group",
        "`group` of a new avatar names a group of the account itself, by its name or id, that the look joins, and the "
        "account has none like that. HeyGen's public groups take no looks. `heygen-build avatars list --private` "
        "shows the account's own.",
    ),
    "HB0331": Code(
        "no such media file",
        "A picture or another file that the project mentions does not exist. Paths are relative to the file "
        "that mentions them.",
    ),
    "HB0332": Code(
        "file outside the repository",
        "The file lies outside the repository of the project, so a colleague who clones it would not have the"
        " file. Copy it into the repository; large media belong into Git LFS.",
    ),
    "HB0333": Code(
        "not a usable picture",
        "The file could not be read as a picture: it is damaged, cut off, of an unknown format, or larger "
        "than any frame. The bytes decide, not the name's ending.",
    ),
    "HB0334": Code(
        "media file cannot be read",
        "The operating system refused to read a file that the project mentions; its reason is part of the message.",
    ),
    "HB0336": Code(
        "language not offered",
        "`translations` names a language that HeyGen does not dub into, or spells it otherwise than HeyGen's list "
        "(`GET /v3/video-translations/languages`), which is asked in each run. Names say the region, such as "
        "`Spanish (Spain)`; the hint lists the nearest. Nothing was ordered.",
    ),
    "HB0337": Code(
        "no such glossary",
        "`glossary` of a translation names a brand glossary of the account by its name or id, and the account has "
        "none like that. Glossaries are made on HeyGen's pages. The hint lists the nearest.",
    ),
    "HB0340": Code(
        "unusable axis of a matrix",
        "An axis of `matrix` is a list of values, or rows of a data file: `{from: data/customers.csv, key: id}`. "
        "Each value makes films of its own, so an axis needs at least one value and none twice; rows are known by "
        "their `key`, which every row must have and no two may share.",
    ),
    "HB0341": Code(
        "too many films",
        "The axes of a matrix are multiplied, and one project makes at most 100,000 films. The note shows how "
        "many values each axis has. Shorten an axis, remove combinations by choosing fewer values, or split the "
        "project into several.",
    ),
    "HB0342": Code(
        "rule of a matrix without effect",
        "`exclude` removes the films whose values all match, and `include` adds values or films, as in GitHub's "
        "workflows. A rule that names no axis, or a value that the axis does not have, would silently do nothing; "
        "a film cannot be added for a row that does not exist.",
    ),
    "HB0343": Code(
        "two films in one file",
        "Every film of a matrix is written to a file of its own, and two of them have the same `output.path`: their "
        "values are spelled alike in file names, or a dubbed version is called like a film. Give each a path of its "
        "own: `dist/{{ locale }}/{{ slug }}.mp4`.",
    ),
    "HB0344": Code(
        "nothing to repeat over",
        "`for_each` repeats a scene over the items of a list, or over a mapping, whose items then have a `key` "
        "and a `value`. It takes the list itself, or a template that gives one: `{{ features }}`. One scene is "
        "repeated at most 10,000 times.",
    ),
    "HB0346": Code(
        "nothing left to make",
        "`exclude` removes every film of the matrix, or `when` is false for every scene of a film. A build that "
        "makes nothing is a mistake in one of these rules. Write a scene for the remaining case, or exclude the "
        "film.",
    ),
    "HB0347": Code(
        "films told apart by the end of their names",
        "Films of a matrix have the same `output.path`, because it does not mention an axis in which they differ. The "
        "values of that axis are added at the end of their names, the same ones whichever films a run chooses. Write "
        "the axis into the path to decide where it stands: `dist/{{ locale }}/{{ slug }}-{{ aspect }}.mp4`.",
    ),
    "HB0348": Code(
        "no film has this value",
        "A film was chosen with `--cell`, or the value of an axis with `--var`, a file of values or the "
        "environment, and the matrix has no such value. Values are written as in the names of films: "
        "`locale=es-ES`; rows by their key.",
    ),
    "HB0349": Code(
        "impossible part of a clip",
        "`trim` takes a part of a clip: from a time before its end, to a later one. The times are those of the "
        "clip's own length, which the message shows.",
    ),
    "HB0351": Code(
        "unknown template variable",
        "The template has no variable of this name. Names are those that were given in HeyGen's template editor, "
        "and count with their case; the hint lists them.",
    ),
    "HB0352": Code(
        "template variable without a value",
        "The template has no value of its own for this variable, so the project has to give one. Variables that "
        "no chosen scene uses may be left out. HeyGen also wants at least one variable filled in any order.",
    ),
    "HB0353": Code(
        "value does not fit the template variable",
        "Each variable of a template has a type: text, image, video, audio, voice or character. A text is written "
        "as it is, a file by its path, voices and characters by a name from the project or the account; the long "
        "form is a mapping such as `{file: media/logo.png, fit: contain}`. Pictures and films may stand in for "
        "each other.",
    ),
    "HB0354": Code(
        "unknown template scene",
        "`scenes` chooses and sorts scenes that the template has, by their ids; it cannot make new ones. The hint "
        "lists the ids.",
    ),
    "HB0401": Code(
        "script empty or too long",
        "HeyGen takes scripts of 1 to 5,000 characters for a scene. A longer text is better split into scenes"
        " anyway, because then an edit renders only a part of it.",
    ),
    "HB0402": Code(
        "file cannot be uploaded",
        "HeyGen takes PNG and JPEG pictures of at most 50 MB to animate, or to show behind an avatar, sound of at most "
        "50 MB, and clips of at most 100 MB. Scenes with `image` are made locally and take more. The Video Agent takes "
        "up to 20 files, also clips, sounds and PDF, but no HTML (rule P02 of the prompt guide).",
    ),
    "HB0403": Code(
        "tag in a script",
        'Voices understand one tag, the pause: `<break time="0.5s"/>`, in seconds. Anything else that looks '
        "like a tag would be read aloud.",
    ),
    "HB0404": Code(
        "engine not supported",
        "Each look works with some of HeyGen's engines, which the message lists. Without `engine` the best "
        "supported one is chosen.",
    ),
    "HB0405": Code(
        "expression not supported",
        "`expressiveness` and `motion` work only for some kinds of looks and engines; HeyGen would refuse the"
        " order. Leave the key out, or choose another look or engine.",
    ),
    "HB0406": Code(
        "voice needs an avatar",
        "Scenes without an avatar are spoken by Starfish, HeyGen's speech engine, and this voice does not "
        "work with it. Choose a voice that does for voice-overs.",
    ),
    "HB0407": Code(
        "say-link that is none",
        "`[HeyGen](say:Hey Jen)` shows one text and says another: brackets, directly behind them `(say:`, the "
        "words to say, and `)`. A link of another form would be read aloud, address and all. A bracket that is "
        "meant is written with a backslash: `\\[`.",
    ),
    "HB0408": Code(
        "voice without pauses",
        "Break tags work only for voices that support pauses; the catalog says which do. Others read the tag "
        "aloud or refuse the text. Take the pauses out (punctuation makes short ones), or choose another voice.",
    ),
    "HB0409": Code(
        "locale does not fit the voice",
        "`locale` chooses the accent of a voice that has several, within the language of the voice. A voice with "
        "one accent takes no `locale`, and no voice learns another language by it: choose a voice of that "
        "language instead.",
    ),
    "HB0410": Code(
        "too long for HeyGen",
        "HeyGen renders scenes of at most 30 minutes, and lets an avatar speak to recordings of at most 10 "
        "minutes. The length of a script is estimated with 150 words a minute and its pauses.",
    ),
    "HB0411": Code(
        "cinematic shot is not possible",
        "A cinematic shot shows one to three looks, takes up to three videos and nine pictures (looks included) "
        "as references, and comes in 16:9, 9:16 or 1:1, in 720p or 1080p.",
    ),
    "HB0412": Code(
        "prompt too long",
        "Prompts of cinematic shots and of the Video Agent have 1 to 10,000 characters, measured after templates "
        "are filled in and a brief is compiled (rule P01 of the prompt guide). Long prompts are followed less closely "
        "anyway.",
    ),
    "HB0413": Code(
        "resolution not offered for this look",
        "Avatar III renders photo looks in 720p and 1080p only. Another engine of the look may offer 4K.",
    ),
    "HB0414": Code(
        "too many scenes for one job",
        "With `render: {unit: video}` the whole film is one job at HeyGen, and a job takes 50 scenes. With `unit:"
        " scene`, the default, every scene is a job of its own, and there is no such limit.",
    ),
    "HB0415": Code(
        "background of a transparent film",
        "A film in webm is transparent where no presenter is, and HeyGen refuses a background with it. Remove the"
        " background of the scene, or the one under `defaults`, or write another format.",
    ),
    "HB0417": Code(
        "ratio not offered for generated clips",
        "Clips from prompts come in 16:9, 9:16 or 1:1. For a film of another ratio, generate the nearest one: the"
        " film shows the middle of the clip.",
    ),
    "HB0418": Code(
        "word that is not said",
        "An overlay or a sound is timed by a word, and the script of its scene does not say this word, or not that"
        " often. Words are compared as captions show them, without marks and in any case. After a change of the"
        " script this tells which times went with it.",
    ),
    "HB0419": Code(
        "scene shorter than its transitions",
        "A transition shows the end of one scene and the beginning of the next at once: half of its time is taken of "
        "each. A scene that is shorter than the halves on both of its sides cannot be joined. Where the length is only "
        "estimated from a script, this is a warning.",
    ),
    "HB0420": Code(
        "recording too short for a voice",
        "A voice is cloned from a recording of one person. Shorter ones than ten seconds make a voice that nobody "
        "would recognize, or fail; half a minute is better. HeyGen states no minimum; the check is made "
        "because a failed clone may cost a slot of the account.",
    ),
    "HB0421": Code(
        "photo too small for an avatar",
        "HeyGen makes avatars from photos of at least 512 × 512 pixels with one face, seen from the front.",
    ),
    "HB0424": Code(
        "text of a consent",
        "The words that a person agrees to are shown on a page of HeyGen's, which takes no angle brackets.",
    ),
    "HB0431": Code(
        "not for one job",
        "The film is ordered as one studio job (`render: {unit: video}`), and a scene asks for something that such a "
        "job has no field for (v3 create-video, `studio`): it takes avatars before plain colors, whole pictures, and "
        "whole clips with their own sound, which follow each other with cuts, as one MP4. Write `unit: scene`, which "
        "orders every scene by itself and does everything else here, or remove what is marked.",
    ),
    "HB0432": Code(
        "reference look that cannot be used",
        "`reference_look` names what Avatar V moves like: a digital twin of the same avatar, with `engine: avatar_v`. "
        "Other engines take none, and HeyGen refuses looks of other people.",
    ),
    "HB0433": Code(
        "voice too fast for a presenter",
        "Presenters speak at a `speed` of 0.5 to 1.5 (v3 create-video, v2 video/generate). Speech without a picture is "
        "made by Starfish, which takes up to 2 (v3 voices/speech): a voice-over, or the speech of a presenter that is "
        "made first with `render: {speech: audio_first}`.",
    ),
    "HB0436": Code(
        "order that an old agent cannot take",
        "`render: {api: v1}` orders films from the first form of the Video Agent, which takes a prompt, a look, a "
        "length and files. Voices, styles and brand kits of the account, chat and incognito came with v3. `api: auto` "
        "takes v3.",
    ),
    "HB0437": Code(
        "an old API cannot express this",
        "With `render: {api: v2}` or `api: v1` a scene asks for something that these generations of HeyGen's API "
        "have no words for. The message names the scene, the key and the reason. v2 renders presenters before "
        "colors, pictures and clips, one by one or up to 50 in one job; v1 renders looks without a background. "
        "`api: auto` takes v3, which can do more, and which does not end.",
    ),
    "HB0438": Code(
        "change to a clip that HeyGen changes",
        "Lips are moved, and faces replaced, before anything else is done with a clip. Speech that is in the clip "
        "would be played faster, or again, by `speed` and `loop`; and HeyGen replaces faces in whole pictures only, "
        "not in transparent ones. The hint says what to leave out.",
    ),
    "HB0451": Code(
        "pace is hard to follow",
        "A warning. At speed 1 a voice says about 150 words a minute; people follow 110 to 190 without effort. "
        "Outside of this range many viewers leave, or turn the speed around themselves.",
    ),
    "HB0452": Code(
        "word too long for captions",
        "A warning. A line of captions holds 42 characters in landscape films and fewer in narrower ones, and a "
        "longer word is cut in two. A say-link can show a shorter form of it.",
    ),
    "HB0453": Code(
        "captions too fast to read",
        "A warning. Captions are on screen while their words are said, so a text that is much longer written than"
        " spoken runs too fast. People read 17 to 20 characters a second.",
    ),
    "HB0454": Code(
        "outside the safe area",
        "A warning. Screens, players and phones cover the edges of a picture; 90% of the width and the height are"
        " seen everywhere. Text and logos belong inside.",
    ),
    "HB0455": Code(
        "low contrast",
        "A warning. Text is read when it is much lighter or much darker than what is behind it. The ratio is that"
        " of WCAG 2.2, from 1 to 21; large text needs at least 3. Boxes that let the picture through are measured"
        " over black and over white.",
    ),
    "HB0456": Code(
        "scene too short for its overlay",
        "A warning. The overlay or sound starts after the end of its scene, the overlay is meant to stay longer than "
        "the scene lasts, or shows more text than can be read in its time. Lengths come from the word model until "
        "speech exists, and may move a little.",
    ),
    "HB0457": Code(
        "4K may be refused",
        "A warning. HeyGen's interface accepts 4K, but its newest price page lists 720p and 1080p only, so an "
        "order may be refused, or cost what no table says.",
    ),
    "HB0458": Code(
        "API with an end",
        "A warning. HeyGen has announced the end of v1 and v2. They are used where a project asks for them, and "
        "may stop working on any day.",
    ),
    "HB0459": Code(
        "pause of an odd length",
        "A warning. Pauses between 0.3 and 2 seconds sound natural. Shorter ones are not heard; several seconds "
        "of silence look like a film that has stopped. Pauses beside each other add up.",
    ),
    "HB0460": Code(
        "ending of another type",
        "A warning. The name of the file ends as if it were of another type than its bytes are. It works here, "
        "because the bytes decide; other programs, and people, believe the name.",
    ),
    "HB0461": Code(
        "voice of another language",
        "A warning. The film's cell of the matrix has a `locale`, and the voice speaks another language. Choose "
        "the voice by the locale, or use a multilingual one.",
    ),
    "HB0462": Code(
        "clip shorter than its speech",
        "A warning. The script takes longer than the clip behind it, so the last frame of the clip stands still "
        "for the rest. Shorten the script, use more of the clip, or let it `loop`.",
    ),
    "HB0463": Code(
        "say-link outside of a script",
        "A warning. `[HeyGen](say:Hey Jen)` tells voices how to say something, so it belongs into scripts. In a "
        "card or an overlay it is drawn with all its brackets. `pronunciations` of the project work in every "
        "script without any markup.",
    ),
    "HB0464": Code(
        "description may be too long",
        "HeyGen's pages disagree about how long the description of a new avatar may be: one says 200 characters, and "
        "in practice 1,000 are taken.",
    ),
    "HB0465": Code(
        "short recording for a voice",
        "The recording is long enough to clone a voice from, but half a minute and more makes a voice that is closer "
        "to the person.",
    ),
    "HB0466": Code(
        "footage of a person who has not agreed",
        "An avatar that is made of footage cannot be used before the person in it agrees. `consent` says how: by a "
        "clip (`video`), or on a page of HeyGen's (`text`), both for Enterprise accounts; others agree in HeyGen's "
        "app. Without it the avatar is made, and the build waits for the person (exit 4) and goes on with the next "
        "run. Nothing is paid again.",
    ),
    "HB0467": Code(
        "template of another ratio",
        "HeyGen renders a template in the ratio it was designed in. In a film of another ratio its edges are cut off,"
        " because nothing can be laid out anew. Make the film in the template's ratio, or use another template.",
    ),
    "HB0468": Code(
        "font that is not installed",
        "A style names a font family that no installed package brings. `Inter` and `Noto Sans` come with the program; "
        "many families of Google Fonts are packages of their own, such as `fontpkg-open-sans`. A font file beside the "
        "project works as well. Nothing is fetched while a film is made, so that films look alike everywhere.",
    ),
    "HB0469": Code(
        "character without a font",
        "A text that is drawn into the picture has a character that no installed font can draw: it would be an empty "
        "box. The message names the character, and the hint a package with a font that has it: Chinese, Japanese and "
        "Korean come with `heygen-build[cjk]`, rarer scripts as files of the Noto fonts, which a style can name.",
    ),
    "HB0470": Code(
        "setting that nobody hears",
        "A voice has a `pitch`, a `volume` or `engine_settings`, and speaks a scene without an avatar, or one whose "
        "speech is made first (`render: {speech: audio_first}`). Both are spoken by Starfish, which takes a `speed`, a "
        "`locale` and a `language` only (v3 voices/speech). Or a setting is one of v2, such as an `emotion`, in a film "
        "that takes v3; or a `language` is said where HeyGen speaks the script of a presenter.",
    ),
    "HB0473": Code(
        "scenes of one kind in a row",
        "More than two scenes of a brief in a row have one kind. Films of the Video Agent live from the change "
        "between the presenter (`a-roll`), graphics (`b-roll`) and both side by side (`overlay`); three alike "
        "feel like one long scene. Rule P03 of the prompt guide.",
    ),
    "HB0474": Code(
        "hardly any full-screen graphics",
        "A brief that is told scene by scene has fewer than two scenes of kind `b-roll`. Without them the film is "
        "a talking head throughout. Rule P04 of the prompt guide.",
    ),
    "HB0475": Code(
        "scene without voice-over",
        "A scene of a brief says nothing, so the agent fills it with silence or with words of its own. Every "
        "scene needs a `voiceover`; a picture alone can be a visual of the scene before. Rule P05 of the prompt "
        "guide.",
    ),
    "HB0476": Code(
        "length of a B-roll scene",
        "Full-screen graphics need 10 to 15 seconds to build up and to be read. At 5 seconds or less, black "
        "frames appear. Rule P06 of the prompt guide.",
    ),
    "HB0477": Code(
        "few layers",
        "A full-screen graphic needs at least four `visuals`, and an overlay three: background, hero element, "
        "supporting data, information bar, effects. With fewer, the agent fills the frame with something of its "
        "own. Rule P07 of the prompt guide.",
    ),
    "HB0478": Code(
        "element without motion",
        "A visual of a brief has no verb of motion, so that it would stand still. Elements SLAM, CRASH or STAMP "
        "in energetic films, SLIDE, CASCADE, FILL or DRAW in even ones, and FLOAT, fade in, type on or COUNT UP "
        "in calm ones. Rule P08 of the prompt guide.",
    ),
    "HB0479": Code(
        "words of layout",
        "Places such as `upper-left` or coordinates make the agent lay out a page instead of telling a story; "
        "such prompts gave short and poor films. Say what an element does, and what it stands for. Rule P09 of "
        "the prompt guide.",
    ),
    "HB0480": Code(
        "style",
        "A brief names no style, so that a plain default is used; or a prompt describes a style and names one of "
        "the account as well, which then wins. Name one of the published styles, such as `style: swiss-pulse`, a "
        "style of the account, or describe one. Rule P10 of the prompt guide.",
    ),
    "HB0481": Code(
        "artist instead of a style",
        "A style in words names an artist or a school without colors, type and motion. The name alone means "
        "something else in every render; three lines of rules mean the same each time. Rule P11 of the prompt "
        "guide.",
    ),
    "HB0482": Code(
        "appearance of a chosen look",
        "A brief chooses an `avatar` and describes its clothes or face too. The two contradict each other, and "
        "the agent may draw a different person. Describe only how the lines are delivered. Rule P12 of the prompt "
        "guide.",
    ),
    "HB0483": Code(
        "literal that is not listed",
        "Numbers, quotes, @handles and addresses in scenes are paraphrased on screen unless `critical_text` lists "
        "them. List what must be shown letter by letter; spell out in words what is only said. Rule P13 of the "
        "prompt guide.",
    ),
    "HB0484": Code(
        "words do not fill the time",
        "The words of a brief take much less or more time than its `duration`, at 150 words a minute and with the "
        "time that pictures add. Too few are stretched with silence or invention, too many are cut. Rule P14 of "
        "the prompt guide.",
    ),
    "HB0485": Code(
        "several topics",
        "A prompt reads like a list of topics. The agent tells one story well: lead with the one thing that "
        "viewers shall remember, and make a film of each other topic. Rule P15 of the prompt guide.",
    ),
    "HB0487": Code(
        "shapes that do not fit",
        "The orientation of an order to the agent differs from the ratio that its style fixes, or from the "
        "picture of the chosen look. A style wins over the orientation; a look is extended at its sides or "
        "cropped. Rule P17 of the prompt guide.",
    ),
    "HB0488": Code(
        "more than the agent can do",
        "The order asks for what the Video Agent does not do: words spoken exactly as written, a voice of its own "
        "for each scene, several presenters, or a presenter from a photo that is no look yet. `scenes` with "
        "`avatar` and `script` do all of that. Rule P18 of the prompt guide.",
    ),
    "HB0489": Code(
        "presenter left to the agent",
        "A brief names no `avatar`. The agent then picks one, which is less reliable: films come out about 80 % "
        "as long as asked for instead of 97 %, and some stock avatars fail. Name a look under `avatars`. Rule P19 "
        "of the prompt guide.",
    ),
    "HB0490": Code(
        "figures in speech",
        "Voices read figures in unexpected ways. Spell out numbers that are said (the filter `spell_number` does it), "
        "and write them as digits where they are shown. Rule P20 of the prompt guide.",
    ),
    "HB0491": Code(
        "captions in a film that is dubbed",
        "Burned-in captions are part of the picture, and dubbing leaves the picture as it is: the film speaks one "
        "language and shows another. Captions in files can be had for each language.",
    ),
    "HB0492": Code(
        "format without captions of its own",
        "`captions.track` puts captions into the film, which players show when they are asked to. Only MP4 is written "
        "with such a track; films in other formats have captions beside them (`sidecar`) or in the picture "
        "(`burn_in`).",
    ),
    "HB0493": Code(
        "text that is cut off",
        "A text over the picture is longer than its room. It is set smaller first, down to about half its size, and "
        "then cut off with an ellipsis: in the film, nobody reads the rest. Write less, make the text smaller or its "
        "`width` larger, or allow it more lines with `max_lines`.",
    ),
    "HB0501": Code(
        "not agreed to",
        "The build would order paid renders, and nobody agreed to the price. On a terminal it asks; elsewhere"
        " say `--yes`, or allow an amount with `--max-cost` or the project's `budget`. Amounts are estimates "
        "by a dated price table; where a price is unknown only a yes counts. Nothing was ordered.",
    ),
    "HB0502": Code(
        "wallet too small",
        "The API wallet of the account holds less than this build is expected to cost, so HeyGen would refuse"
        " some of the orders. Nothing was ordered; top up the wallet in HeyGen's settings.",
    ),
    "HB0503": Code(
        "budget used up",
        "The next order would cost more than what is left of `--max-cost` or of the project's `budget.max_usd`: orders "
        "turned out longer, and dearer, than estimated. No further order is placed; what is done is kept, and what is "
        "missing is listed. Allow more and build again: only what is missing is ordered.",
    ),
    "HB0504": Code(
        "prices that cannot be used",
        "The file that `--prices` names is not a table of prices: a YAML file with a `date` and a list `prices`, whose "
        "rows name steps by `kind` and fields of their request, and say `usd_per_second` or `usd_each`. Nothing was "
        "ordered.",
    ),
    "HB0505": Code(
        "beyond the budget",
        "What is missing costs more than `--max-cost` (for this run) or the project's `budget.max_usd` (for all "
        "its builds together, counted by the ledger and the lock file) leaves. Films are ordered whole, in their "
        "order, while they fit; then the build stops before the first order that would exceed. Films that are "
        "done, or cost nothing more, are finished and published; the missing ones are listed with their prices and "
        "the amount that would be enough. Where not even one film fits, nothing is ordered: half a film for the "
        "whole budget would help nobody. `heygen-build plan` shows the line where the money ends.",
    ),
    "HB0601": Code(
        "API key refused",
        "HeyGen does not accept the API key (HTTP 401). It may be incomplete, revoked, or of another service;"
        " web logins are no API keys. No further order was tried.",
    ),
    "HB0602": Code(
        "not allowed",
        "The key is good, but may not do this (HTTP 403): it lacks a scope, or the account's plan lacks the "
        "feature. Logging in again does not help.",
    ),
    "HB0603": Code(
        "balance too low",
        "HeyGen refused an order because the account's balance is too low (HTTP 402). What was finished is "
        "kept; top up the wallet and build again, and only the rest is ordered.",
    ),
    "HB0604": Code(
        "request refused",
        "HeyGen refused the request as it is (HTTP 400, 409 or 413), and would refuse it again. The label "
        "shows which part of the project asked for it; the notes hold HeyGen's own words and the request id, "
        "which its support asks for. Nothing was ordered.",
    ),
    "HB0605": Code(
        "HeyGen not reached",
        "No answer came: no network, a wrong HEYGEN_BASE_URL, a proxy, or an outage. Where the request may "
        "have arrived, the next build looks for the order before it sends it again, so that nothing is paid "
        "twice.",
    ),
    "HB0606": Code(
        "HeyGen failed",
        "HeyGen answered with an error of its own (HTTP 5xx, or an answer that makes no sense), also after "
        "some repeats. Build again later; an order that did arrive is found and not repeated.",
    ),
    "HB0607": Code(
        "asked to slow down",
        "HeyGen limits how much may happen at once (HTTP 429), or still works on the same request. The build "
        "already waited as long as it was asked to. Build again later; what is done is kept.",
    ),
    "HB0608": Code(
        "answer not understood",
        "HeyGen's answer is of a kind this program does not know. The notes hold the request id. A newer "
        "version of the program may understand it.",
    ),
    "HB0609": Code(
        "unknown at HeyGen",
        "HeyGen does not know something that the order names, or the order itself (HTTP 404): it was deleted "
        "from the account, or belongs to another one. An uploaded file that is gone is uploaded again by the "
        "next build.",
    ),
    "HB0610": Code(
        "credentials cannot be used",
        "HEYGEN_API_KEY or HeyGen's credentials file holds something that cannot be a key: several lines, "
        "white space, a web login. The message says what and where, never the key itself.",
    ),
    "HB0611": Code(
        "address of the API refused",
        "HEYGEN_BASE_URL must be an https address without user name, query or fragment, because the key is "
        "sent there. Plain http is accepted only for this machine.",
    ),
    "HB0612": Code(
        "no key in CI",
        "CI is set, and there is no API key, so the build could only make a watermarked draft, which must "
        "never pass for the real thing. Add the key to the job's secrets, or say `--draft`.",
    ),
    "HB0613": Code(
        "address cannot be listened on",
        "`heygen-build emulate` could not open its address: the port is taken by another program, or the "
        "address is not one of this machine.",
    ),
    "HB0614": Code(
        "state folder cannot be continued",
        "`heygen-build emulate --state DIR` found a `state.json` in the folder that it cannot read: it is damaged, or "
        "another version wrote it. Take another folder, or delete the file to begin anew; drawings in the folder "
        "are found again. A folder in which nothing can be written is refused as well.",
    ),
    "HB0615": Code(
        "no free slot in the account",
        "The account has made as many avatars or voice clones as its plan allows (`resource_limit_reached`). Nothing "
        "was made and nothing is owed. `heygen-build avatars list --private` and `voices list --private` show what "
        "takes the slots.",
    ),
    "HB0616": Code(
        "retired call",
        "HeyGen answered that a call of v1 or v2 is not there any more: both were announced to end on 2026-10-31. "
        "Nothing was ordered. Write `render: {api: auto}`, which takes v3.",
    ),
    "HB0617": Code(
        "no such video",
        "`heygen-build videos show`, `download` and `delete` take the ids that `videos list` prints. A video may have "
        "been deleted, belong to another account, or not be finished yet.",
    ),
    "HB0618": Code(
        "deleting needs a yes",
        "A deleted video cannot be brought back, and a project's lock file may still count on it. On a terminal the "
        "command asks; elsewhere it wants `--yes`.",
    ),
    "HB0620": Code(
        "voice cannot be used",
        "HeyGen refused a voice for what it is asked to do: not every voice speaks without an avatar, and some are not "
        "offered any more. The catalog did not tell. Choose another voice; for a voice that was found by a "
        "description, `choice` and `seed` lead to the next ones.",
    ),
    "HB0621": Code(
        "webhook address cannot be used",
        "`--webhook-url` must be a public https address that leads to this machine, through a tunnel or a reverse "
        "proxy, to the port of `--listen`. Without it only an emulator on this machine can call back. Nothing was "
        "ordered.",
    ),
    "HB0622": Code(
        "webhook endpoint not registered or removed",
        "HeyGen refused to register the address for events, or to remove it afterwards. Jobs are asked about as ever, "
        "so that nothing is lost but time. An endpoint that you registered yourself is used when its secret is in "
        "HEYGEN_WEBHOOK_SECRET; `--callbacks` puts the address into the orders instead. Endpoints that stayed are "
        "removed by the next build with the same address.",
    ),
    "HB0623": Code(
        "call without HeyGen's signature",
        "Somebody called the webhook address, and the call was not signed with the endpoint's secret, or is older "
        "than five minutes. It was ignored. Where the calls are HeyGen's own, the secret in HEYGEN_WEBHOOK_SECRET is "
        "that of another endpoint, a proxy changes the body, or the clock of this machine is wrong; jobs are finished "
        "by asking then.",
    ),
    "HB0624": Code(
        "nothing to rehearse",
        "`heygen-build rehearse` speaks the scenes of the first film that have an `avatar` of the catalog and a "
        "`script`; this film has none. Cards, clips, own photos and recorded audio cannot be rehearsed.",
    ),
    "HB0625": Code(
        "LiveAvatar cannot be used",
        "`heygen-build rehearse --liveavatar` needs a key of LiveAvatar in LIVEAVATAR_API_KEY, because HeyGen's key "
        "does not work there. LIVEAVATAR_BASE_URL is another address of it, LIVEAVATAR_MODE the mode of its sessions "
        "(FULL where nothing is said). With `--draft`, and against an emulator, any avatar id is spoken without a key.",
    ),
    "HB0626": Code(
        "look without matting",
        "A transparent clip was ordered (a `presenter`, a film in the format `webm`, or a background that is drawn "
        "here), or `remove_background`, and HeyGen refused it: the look was not trained with matting. No field of the "
        "API tells it beforehand, so that it is known when the order is refused, which costs nothing. Write `matte: "
        "green` at the presenter, which orders a green background and keys it here, or choose another look; photos "
        "and photo looks always work.",
    ),
    "HB0629": Code(
        "revision that cannot be compared with",
        "`heygen-build watch --against REV` takes the project out of its git repository as it was in that branch, tag "
        "or commit, builds its draft, and shows what changed since. The project must lie in a git repository, the "
        "revision must exist, and the project file must be in it. Shallow clones know only their newest commit: "
        "`git fetch --unshallow` brings the others.",
    ),
    "HB0701": Code(
        "render failed",
        "HeyGen accepted the order and could not render it; its reason is in the message. Failed jobs are not"
        " charged. The next build orders it again, so change what the reason names first.",
    ),
    "HB0702": Code(
        "render takes too long",
        "The job was waited for as long as jobs of its kind usually take, and it goes on at HeyGen (exit code 4). "
        "`heygen-build resume`, or the same build later, collects it, and nothing new is ordered. At peak times HeyGen "
        "needs longer.",
    ),
    "HB0703": Code(
        "file of a render cannot be used",
        "A finished file could not be downloaded, or is not a video or sound that can be played. It is never "
        "taken for a success. The next build downloads it again.",
    ),
    "HB0704": Code(
        "media work failed",
        "A clip or film could not be made from its parts: one of the files is damaged or of a kind that "
        "cannot be read. The label shows the scene.",
    ),
    "HB0705": Code(
        "worker process lost",
        "A process that drew or encoded a part ended by itself, most often because the machine was out of "
        "memory. Its work is repeated by the next build.",
    ),
    "HB0706": Code(
        "disk refused",
        "The disk is full, or permissions are too narrow, for the cache or for the project's `.heygen-build` "
        "folder. No order is placed that could not be written down first.",
    ),
    "HB0707": Code(
        "state cannot be read",
        "The folder `.heygen-build` or the cache holds what earlier builds ordered and made, and it cannot be"
        " read. A build without it might pay again for what is already there, so it does not start. Restore "
        "the folder from a backup, or fix its permissions.",
    ),
    "HB0708": Code(
        "order without an answer",
        "An order was sent, the connection broke before HeyGen's answer came, and no call says whether the order "
        "arrived: its Idempotency-Key is older than a day or was never honored, and no job carries its marker. "
        "Ordering it again might pay twice, so the build stops here and asks. Look at HeyGen's own pages for the job. "
        "If it is there, say `heygen-build resume PROJECT --adopt ID`; if it is not, or you want another one in any "
        "case, `--order-again`. `heygen-build status` lists all such orders.",
    ),
    "HB0709": Code(
        "result lost after it was ordered",
        "HeyGen took the order, and no call gives the result again: the link to speech, for example, is sent once and "
        "expires, and a video may have been deleted on the web. It may have been charged. Ordering it again costs "
        "again, so nothing is ordered before you say "
        "`heygen-build resume PROJECT --order-again`.",
    ),
    "HB0710": Code(
        "answer that fits no question",
        "`heygen-build resume` was given `--adopt` or `--order-again`, and no order of the project waits for that "
        "answer, or several do and none was named. `heygen-build status` lists the orders that wait. Nothing was "
        "written down and nothing was ordered.",
    ),
    "HB0711": Code(
        "answer of another order",
        "HeyGen keeps the answer to an Idempotency-Key for a day and does not compare what was sent: a key that was "
        "used before, by another machine, is answered with that older job. Its title carries the marker of another "
        "step, so it is not taken for this one. Nothing was made for this step and nothing is owed; it is ordered "
        "under a new key, by the same build or by the next one, whose plan shows its price again.",
    ),
    "HB0713": Code(
        "session without a film",
        "A session of the Video Agent ended and gave no film, or asked for more than `messages` answer and was "
        "stopped. The note shows the agent's last words. Add the answer, or say more in the brief: the next build "
        "orders the film anew.",
    ),
    "HB0721": Code(
        "consent is missing",
        "An avatar of a person who was filmed can be used once that person agrees. It is made and paid for already; "
        "write `consent:` beside its `footage`, or let the person agree in HeyGen's app, then build again.",
    ),
    "HB0722": Code(
        "nobody has agreed yet",
        "The avatar is made, and HeyGen waits for the person in it, who agrees on the page that the message names. The "
        "next build goes on from here; the avatar is not paid again.",
    ),
    "HB0723": Code(
        "no voice like this",
        "HeyGen's library has no voice for the description, or fewer than the `choice` that was made. Searching "
        "costs nothing.",
    ),
    "HB0724": Code(
        "no sound like this",
        "HeyGen's catalog of music and effects has nothing for the words of a `search`. Searching costs nothing, and "
        "what is found is kept in the lock file. Search with fewer or more usual words, or give a `file`.",
    ),
    "HB0731": Code(
        "lock file cannot be used",
        "`project.lock.json` cannot be read or written. It pins what names mean and knows which renders were paid for, "
        "so a build does not guess: restore it from git. Conflict markers of a merge are no problem; both sides are "
        "kept, and the next build writes the file anew.",
    ),
    "HB0732": Code(
        "lock file would change",
        "With `--locked` a build may not change what `project.lock.json` pins: a name means another look, voice or "
        "template than before, a look has another engine, a template was edited, a name was never pinned, or prices "
        "are of another date. Engine and price date count only here: without `--locked` the newer ones are taken. "
        "Build once without `--locked`, look at what changed, and commit the file.",
    ),
    "HB0733": Code(
        "pinned thing vanished",
        "A look, voice or template that `project.lock.json` pins is not in the account any more. Renders that were "
        "made with it stay; new ones need another. The hint names the nearest that are there.",
    ),
    "HB0734": Code(
        "renders of another account",
        "The lock file knows renders that another account paid for. They cannot be fetched with this key, so building "
        "would order them again, and the plan counts their price. Use the key of that account, or a shared cache.",
    ),
    "HB0735": Code(
        "not the render of the lock file",
        "What HeyGen sends for an id of the lock file has another length than the render that was paid for. It is not "
        "taken for it, and nothing is ordered in its place: correct the line of the lock file, or take it out.",
    ),
    "HB0736": Code(
        "cache cannot do this",
        "An action of `heygen-build cache` was refused: the folder cannot be used, no result has the key, an archive "
        "is damaged or is none, or a lock file that says what to keep cannot be read. Nothing was removed.",
    ),
    "HB0740": Code(
        "shared cache has no usable address",
        "`cache.remote` is a bucket or a folder that all machines reach: `s3://bucket/folder`, `gs://bucket/folder`, "
        "`az://container/folder`, or `file:///folder` on a shared disk. Credentials are never part of it: they come "
        "from the environment, as for the command line tools of the same clouds.",
    ),
    "HB0741": Code(
        "shared cache not used",
        "The bucket or folder of `cache.remote` could not be reached, or refused to be read, so that the build went on "
        "alone. Nothing is lost; but renders that others have paid for may be ordered again. Check the network and the "
        "credentials (`AWS_*`, `GOOGLE_*` or `AZURE_*` variables, or the profile in `~/.aws`), or stop at the price.",
    ),
    "HB0742": Code(
        "shared cache without conditional writes",
        "Two machines that need the same render agree on who orders it by writing an object only where there is none "
        "(`If-None-Match: *`). This server accepts the condition and ignores it, so that two builds in the same second "
        "may both order. Renders are shared as ever. The server is asked once; to have it asked again after an update, "
        "delete the folder `remote` in the cache of this machine.",
    ),
    "HB0743": Code(
        "shared result damaged",
        "A result in the shared cache is not what its digest says, or is the result of something else. It was not "
        "used; the step is made here, and what is made replaces the damaged object.",
    ),
    "HB0744": Code(
        "nothing given to the shared cache",
        "The shared cache could be read, perhaps, but not written: its credentials only read, or it went out of reach. "
        "What was made stays in the cache of this machine, and the next build that reaches the bucket gives it.",
    ),
    "HB0801": Code(
        "finished files not in place",
        "Everything was made, but the films could not be written where they belong: the output folder is "
        "read-only, or the disk is full. What is in place is whole. Build again after making room; nothing is"
        " ordered or made twice.",
    ),
    "HB0802": Code(
        "subtitles wait to be read",
        "A translation with `proofread` is made in two builds. The first one writes the subtitles that HeyGen would "
        "speak into that file, and ends with exit code 7, because the dubbed film is not there yet. Correct them, "
        "commit the file, and build again: only the dubbing is ordered then. Later corrections order a new dubbing; "
        "the session they are made in lives for about a day, and after that a new one has to be paid for.",
    ),
    "HB0804": Code(
        "film cannot be signed",
        "HEYGEN_BUILD_C2PA_CERTIFICATE names a PEM file of certificates (that of the signer first, then those that "
        "lead to the root), HEYGEN_BUILD_C2PA_KEY the PEM file of its private key, and HEYGEN_BUILD_C2PA_ALGORITHM how "
        "it signs (es256 where it is not set); HEYGEN_BUILD_C2PA_TIMESTAMPS may name a time stamp authority. With both "
        "files set, films in MP4 carry a signed C2PA manifest, which is read back before the film is put in its place. "
        "It needs c2pa-python: pip install 'heygen-build[c2pa]'. A film that cannot be signed is not published.",
    ),
    "HB0810": Code(
        "nothing to test yet",
        "`heygen-build test` runs the tests of a project on finished films, and orders nothing. Where steps of a film "
        "are missing, build it first, or test a draft with `--draft`, which is drawn for the purpose.",
    ),
    "HB0811": Code(
        "film of another length",
        "`tests.duration` says how long the film may be. The length is that of the finished film. With real voices it "
        "is only known once they have spoken; a draft comes close.",
    ),
    "HB0812": Code(
        "too many words a minute",
        "`tests.max_wpm` says how fast may be spoken in any scene. It is counted over the time in which is spoken, "
        "without the pads. Say less, or give the voice a lower `speed`.",
    ),
    "HB0813": Code(
        "film too loud or too soft",
        "`tests.loudness` holds the integrated loudness of the film (EBU R128) against bounds. `loudness` of the "
        "project brings the film to a target.",
    ),
    "HB0814": Code(
        "film black for too long",
        "`tests.max_black` says how long the picture may be black. The notes name the stretches and their scenes; "
        "fades through black, and clips that begin or end in black, are the usual causes.",
    ),
    "HB0815": Code(
        "film standing still for too long",
        "`tests.max_frozen` says how long nothing may move. The notes name the stretches and their scenes: cards and "
        "stills without `zoom` or `pan`, or a clip that is over before its scene.",
    ),
    "HB0816": Code(
        "captions hard to read",
        "`tests.captions_readable` holds every caption against the rules of `captions.rules`: characters a second, "
        "characters a line, lines, and the pause between two. The notes name the captions that break one.",
    ),
    "HB0817": Code(
        "overlay outside the safe area",
        "`tests.overlays_in_safe_area` measures each overlay as it is drawn: none may reach into the outer 5% of the "
        "frame at any side, where players and phones put their own things. Progress bars are not looked at.",
    ),
    "HB0818": Code(
        "picture not seen",
        "`tests.visible` looks for a picture in the frame at a time, at any size and place, by its likeness "
        "(normalized cross-correlation). It is not found when it is covered, cut off, turned, or hardly "
        "different from what is behind it; pictures of one plain color are looked for by their outline.",
    ),
    "HB0907": Code(
        "translations of such a film not built yet",
        "HeyGen dubs films with a picture and answers with MP4, so that films in other formats are not dubbed.",
    ),
}
