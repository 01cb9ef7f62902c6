"""How far to trust the emulator, endpoint by endpoint. First what it does not imitate, then what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["full", "partly"]

GENERAL = (
    "Drawings, voices and durations are drafts: a real render differs in everything but size, frame rate and words.",
    "Prices are HeyGen's published ones by the second; rounding, discounts and plans are not imitated.",
    "Links expire after 24 h and answer 403; HeyGen states no length.",
    "URL inputs are fetched from the emulator's own links only; others answer 400 download_failed at once.",
    "Error codes are HeyGen's; the wording of messages is not.",
    "Only successful answers are kept for an Idempotency-Key; whether HeyGen keeps errors is not known.",
    "A deleted job that is still running is drawn and charged to the end; HeyGen's behavior is not documented.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One call of the API; `note` says what is missing or simplified."""

    method: str
    path: str
    level: Level
    note: str = ""


ROWS = (
    Row(
        "POST",
        "/v3/video-agents",
        "partly",
        "the film is read from the prompt: VOICEOVER lines, else SCRIPT, else its sentences, up to 90 s; no stock and "
        "no generated pictures. Idempotency-Key is ignored, because whether HeyGen honors it is unconfirmed.",
    ),
    Row("GET", "/v3/video-agents", "full"),
    Row("GET", "/v3/video-agents/{session_id}", "full", "a prompt, a reply and answers; never `reviewing`"),
    Row(
        "POST",
        "/v3/video-agents/{session_id}",
        "partly",
        "a session in mode chat asks one question; messages change what they name by id, their words change nothing",
    ),
    Row("POST", "/v3/video-agents/{session_id}/stop", "full", "an unfinished film fails and is not charged"),
    Row("GET", "/v3/video-agents/{session_id}/videos", "full"),
    Row("GET", "/v3/video-agents/{session_id}/resources/{resource_id}", "partly", "attached files only"),
    Row("GET", "/v3/video-agents/styles", "full", "the twenty published styles and three more"),
    Row("GET", "/v3/brand-kits", "full", "two kits; what a color looks like is not published"),
    Row("POST", "/v1/video_agent/generate", "partly", "as POST /v3/video-agents"),
    Row(
        "POST",
        "/v3/videos",
        "partly",
        "all arms are drawn, webm with real alpha. motion_prompt, expressiveness and engine are checked and change "
        "nothing in the picture, nor does a look's fit. A cinematic shot shows its looks and its "
        "prompt. A studio video costs "
        "the highest rate of its avatar scenes by the second, because no page states another price. watermark answers "
        "402. Default resolution 1080p is a guess.",
    ),
    Row("GET", "/v3/videos", "full", "title matches in any case of letters; there are no folders"),
    Row("GET", "/v3/videos/{video_id}", "full", "gif_url is always null"),
    Row("DELETE", "/v3/videos/{video_id}", "full"),
    Row("GET", "/v3/videos/statuses", "full"),
    Row(
        "POST",
        "/v3/videos/batches",
        "full",
        "an item that is refused fails alone, also for its shape: a guess. Items take no slot; no "
        "callback of the batch",
    ),
    Row("GET", "/v3/videos/batches/{batch_id}", "full"),
    Row("GET", "/v3/voices", "full", "thirty voices"),
    Row("GET", "/v3/voices/{voice_id}", "full"),
    Row(
        "POST",
        "/v3/voices/speech",
        "partly",
        "WAV; the language is that of the voice, or of locale where the voice supports locales, never detected",
    ),
    Row("GET", "/v3/avatars", "full"),
    Row("GET", "/v3/avatars/{group_id}", "full"),
    Row("GET", "/v3/avatars/looks", "full"),
    Row("GET", "/v3/avatars/looks/{look_id}", "full"),
    Row("POST", "/v3/assets", "full", "srt is accepted, as since July 2026"),
    Row("GET", "/v3/assets", "full"),
    Row("GET", "/v3/assets/{asset_id}", "full"),
    Row("DELETE", "/v3/assets/{asset_id}", "full"),
    Row("POST", "/v3/avatars", "full", "no face is looked for; new groups all have one gender and voice"),
    Row("PATCH", "/v3/avatars/looks/{look_id}", "full"),
    Row("DELETE", "/v3/avatars/looks/{look_id}", "full"),
    Row("DELETE", "/v3/avatars/{group_id}", "full"),
    Row(
        "POST",
        "/v3/avatars/{group_id}/consent",
        "full",
        "only digital twins wait for consent; a consent_video counts at once and needs no Enterprise plan; the page "
        "that is linked asks for a click instead of a recording",
    ),
    Row("POST", "/v3/voices", "full", "found by the words of the library's descriptions"),
    Row("POST", "/v3/voices/clone", "full", "a clone is one of six draft voices; samples under 5 s fail"),
    Row("DELETE", "/v3/voices/{voice_id}", "full", "templates do not hold on to voices"),
    Row("GET", "/v3/audio/sounds", "full", "fourteen sounds, computed"),
    Row("GET", "/v3/assets/search", "full", "nine pictures and icons; personal ones are found by their names"),
    Row("POST", "/v3/assets/direct-uploads", "full", "max_bytes is 96 MB; links last 24 h"),
    Row("POST", "/v3/assets/{asset_id}/complete", "full", "the asset is usable at once, although it says processing"),
    Row("POST", "/v3/assets/direct-uploads/batches", "full"),
    Row("POST", "/v3/assets/complete/batches", "full"),
    Row("GET", "/v3/assets/batches/{batch_id}", "full"),
    Row("GET", "/v3/assets/statuses", "full"),
    Row("GET", "/v3/users/me", "full", "always a wallet in USD"),
    Row("POST", "/v3/webhooks/endpoints", "full", "plain http is accepted for addresses on this machine"),
    Row("GET", "/v3/webhooks/endpoints", "full"),
    Row("PATCH", "/v3/webhooks/endpoints/{endpoint_id}", "full"),
    Row("DELETE", "/v3/webhooks/endpoints/{endpoint_id}", "full"),
    Row("POST", "/v3/webhooks/endpoints/{endpoint_id}/rotate-secret", "full"),
    Row("GET", "/v3/webhooks/event-types", "full"),
    Row("GET", "/v3/webhooks/events", "full", "events that no job here makes never occur; payload keys partly guessed"),
    Row("POST", "/v3/lipsyncs", "full", "lips do not move: the clip runs, or starts again, until the speech ends"),
    Row("GET", "/v3/lipsyncs", "full"),
    Row("GET", "/v3/lipsyncs/{lipsync_id}", "full", "caption_url is always null: nobody here understands speech"),
    Row("PATCH", "/v3/lipsyncs/{lipsync_id}", "full"),
    Row("DELETE", "/v3/lipsyncs/{lipsync_id}", "full"),
    Row("GET", "/v3/lipsyncs/statuses", "full"),
    Row("POST", "/v3/lipsyncs/batches", "full", "the batch's callback is not called"),
    Row("GET", "/v3/lipsyncs/batches/{batch_id}", "full"),
    Row(
        "POST",
        "/v3/video-translations",
        "partly",
        "the picture stays, lips do not move; subtitles of role output are spoken as they are, those of the original "
        "are marked with the language instead of translated, and without any a marked sentence of the language fills "
        "each stretch of speech. About a third of the languages are said in English. Glossaries, speakers, stock "
        "voices, music and parts are checked and change nothing",
    ),
    Row("GET", "/v3/video-translations", "full"),
    Row("GET", "/v3/video-translations/{video_translation_id}", "full", "input_language is always en"),
    Row("PATCH", "/v3/video-translations/{video_translation_id}", "full"),
    Row("DELETE", "/v3/video-translations/{video_translation_id}", "full"),
    Row("GET", "/v3/video-translations/languages", "full", "a snapshot: HeyGen's list changes"),
    Row("GET", "/v3/video-translations/statuses", "full"),
    Row("POST", "/v3/video-translations/batches", "full", "no callback of the batch"),
    Row("GET", "/v3/video-translations/batches/{batch_id}", "full"),
    Row("POST", "/v3/video-translations/proofreads", "full", "texts as in translations; open to every account"),
    Row("GET", "/v3/video-translations/proofreads/{proofread_id}", "full", "unknown after 24 h"),
    Row("GET", "/v3/video-translations/proofreads/{proofread_id}/srt", "full", "409 before it is completed"),
    Row("PUT", "/v3/video-translations/proofreads/{proofread_id}/srt", "full", "assets are accepted, as since July"),
    Row("POST", "/v3/video-translations/proofreads/{proofread_id}/generate", "full", "may be asked for several times"),
    Row("GET", "/v3/brand-glossaries", "full", "two glossaries, which change nothing"),
    Row(
        "POST",
        "/v1/workflows/executions",
        "partly",
        "clips are abstract pictures, or the given ones blended, with the prompt in them: 720p, silent, 5 s or "
        "config.duration (a guess); other keys of config change nothing; faces are shown in a corner, not swapped; "
        "nothing is charged, because no price is published",
    ),
    Row("GET", "/v1/workflows/executions/{execution_id}", "full", "the running word is `running`, a guess"),
    Row("POST", "/v1/webhook/endpoint.add", "full", "the address is not probed with OPTIONS"),
    Row("GET", "/v1/webhook/endpoint.list", "full"),
    Row("PATCH", "/v1/webhook/endpoint.update", "full"),
    Row("DELETE", "/v1/webhook/endpoint.delete", "full"),
    Row("DELETE", "/v1/webhook/endpoint.delete/{endpoint_id}", "full", "the path that one client uses"),
    Row("GET", "/v1/webhook/webhook.list", "full"),
    Row(
        "POST",
        "/v3/ai-clipping",
        "partly",
        "clips are cut from the beginning on, without captions; prompt and scores mean nothing; no price is known, so "
        "nothing is charged; the answer's shape is a guess",
    ),
    Row("GET", "/v3/ai-clipping", "full"),
    Row("GET", "/v3/ai-clipping/{job_id}", "full"),
    Row("DELETE", "/v3/ai-clipping/{job_id}", "full"),
    Row(
        "POST",
        "/v3/background-removals",
        "partly",
        "what differs in color from the left and right edges is the foreground; no price is known, nothing is charged",
    ),
    Row("GET", "/v3/background-removals", "full"),
    Row("GET", "/v3/background-removals/{job_id}", "full"),
    Row("DELETE", "/v3/background-removals/{job_id}", "full"),
    Row(
        "POST",
        "/v3/hyperframes/renders",
        "partly",
        "a card with the page's title and the variables, as long as the page declares; no browser draws the page; no "
        "price is known, nothing is charged",
    ),
    Row("GET", "/v3/hyperframes/renders", "full"),
    Row("GET", "/v3/hyperframes/renders/{render_id}", "full"),
    Row("DELETE", "/v3/hyperframes/renders/{render_id}", "full"),
    Row(
        "POST",
        "/v3/templates/{template_id}",
        "partly",
        "layouts are simple; sound files replace the script of their scene; include_gif, "
        "brand_voice_id, reorder_music, "
        "volumes of media change nothing; fields that are not known are ignored; the price is a guess",
    ),
    Row("GET", "/v3/templates", "full", "five templates, two of one name"),
    Row("GET", "/v3/templates/{template_id}", "full"),
    Row("GET", "/v3/template/{template_id}", "full", "v2's details of a template, scenes included"),
    Row("GET", "/v2/templates", "full", "one more than v3 lists: of an older editor"),
    Row("GET", "/v2/template/{template_id}", "full"),
    Row("GET", "/v2/templates/{template_id}", "full", "as /v2/template/{template_id}, which one client asks for so"),
    Row("POST", "/v2/template/{template_id}/generate", "partly", "as POST /v3/templates/{template_id}; test is free"),
    Row(
        "POST",
        "/v2/video/generate",
        "partly",
        "scenes are drawn with characters, sizes and places; sizes of circles are a guess; emotion, expression, "
        "talking_style, matting and the scene's text change nothing; fit_to_scene plays as freeze; test is free",
    ),
    Row("POST", "/v2/video/av4/generate", "full", "image_key is that of the v1 upload"),
    Row("POST", "/v2/videos", "full", "read as POST /v3/videos"),
    Row("GET", "/v2/videos", "partly", "the shape is a guess"),
    Row("GET", "/v2/videos/{video_id}", "full", "times in ISO 8601"),
    Row("DELETE", "/v2/videos/{video_id}", "partly", "the shape is a guess"),
    Row("GET", "/v2/avatars", "full", "talking photos are photo looks, and photos that were uploaded as such"),
    Row("GET", "/v2/avatar/{avatar_id}/details", "full"),
    Row("GET", "/v2/voices", "full", "no voice has emotions"),
    Row("GET", "/v2/user/remaining_quota", "partly", "60 units for each dollar of the wallet"),
    Row("DELETE", "/v2/talking_photo/{photo_id}", "full"),
    Row("GET", "/v1/video_status.get", "full", "error codes are words, as in live failures; gif_url is always null"),
    Row("GET", "/v1/video.list", "full"),
    Row("DELETE", "/v1/video.delete", "full"),
    Row("POST", "/v1/video/share", "partly", "the answer's shape is a guess; the page does not exist"),
    Row("POST", "/v1/video.webm", "full", "avatar_style is checked and changes nothing"),
    Row("POST", "/v1/talking_photo", "full"),
    Row("GET", "/v1/talking_photo.list", "full", "a bare list"),
    Row("GET", "/v1/avatar.list", "partly", "the shape is from memory of older clients"),
    Row("GET", "/v1/voice.list", "full", "rows under voices, and again under list"),
    Row("GET", "/v1/user/me", "full"),
    Row("GET", "/v1/folders", "partly", "videos are not moved between folders"),
    Row("POST", "/v1/folders/create", "full"),
    Row("POST", "/v1/folders/{folder_id}", "full"),
    Row("POST", "/v1/folders/{folder_id}/trash", "full"),
    Row("POST", "/v1/folders/{folder_id}/restore", "full"),
    Row("POST", "/v1/oauth/register", "full"),
    Row("POST", "/v1/oauth/token", "full", "whoever asks at /oauth/authorize is given a code without being asked"),
    Row("POST", "/v1/oauth/revoke", "full"),
    Row("GET", "/v1/audio/voices", "full"),
    Row("POST", "/v1/audio/text_to_speech", "partly", "as POST /v3/voices/speech; speed may be a string"),
    Row("POST", "/v1/asset", "full"),
    Row("GET", "/v1/asset/list", "full"),
    Row("POST", "/v1/asset/{asset_id}/delete", "full"),
    Row("GET", "/v2/avatar_group.list", "full", "group types beyond PRIVATE and PUBLIC_PHOTO are guessed"),
    Row("GET", "/v2/avatar_group/{group_id}/avatars", "full", "photo looks carry the fields of video looks as well"),
    Row("POST", "/v1/streaming.create_token", "full"),
    Row(
        "POST",
        "/v1/streaming.new",
        "partly",
        "no media server answers at the addresses it gives; knowledge bases are ignored; nothing is charged",
    ),
    Row("POST", "/v1/streaming.start", "partly", "the SDP answer is not used"),
    Row("POST", "/v1/streaming.ice", "partly", "candidates are not used"),
    Row("POST", "/v1/streaming.task", "partly", "says the text as it is for `chat` too; drawn as a clip, not streamed"),
    Row("POST", "/v1/streaming.interrupt", "partly", "what was ordered is drawn to its end"),
    Row("POST", "/v1/streaming.stop", "full"),
    Row("GET", "/v1/streaming.list", "full"),
    Row("GET", "/v1/streaming/avatar.list", "full"),
    Row("POST", "/v2/photo_avatar/photo/generate", "partly", "four drawn people; no credits are taken"),
    Row("GET", "/v2/photo_avatar/generation/{generation_id}", "full"),
    Row("POST", "/v2/photo_avatar/avatar_group/create", "full", "group and first look have ids of their own"),
    Row("POST", "/v2/photo_avatar/avatar_group/add", "full"),
    Row("POST", "/v2/photo_avatar/train", "full"),
    Row("GET", "/v2/photo_avatar/train/status/{group_id}", "full"),
    Row("POST", "/v2/photo_avatar/look/generate", "partly", "the new pictures show somebody else"),
    Row("POST", "/v2/photo_avatar/add_motion", "partly", "the new look moves as the old one"),
    Row("POST", "/v2/photo_avatar/add_sound_effect", "partly", "nothing is heard"),
    Row("GET", "/v2/photo_avatar/{look_id}", "full"),
    Row("DELETE", "/v2/photo_avatar/{look_id}", "full"),
    Row("DELETE", "/v2/photo_avatar_group/{group_id}", "full"),
)
