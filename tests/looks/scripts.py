"""What is written in the pictures that are looked at: a few words in each script that must come out right."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """A `line` for text and captions, and a `name` with a `role` for lower thirds."""

    line: str
    name: str
    role: str


SAMPLES: dict[str, Sample] = {
    "Latin": Sample("AVATAR: fjord, Größe, ça", "Zoë Ångström", "Head of Design"),
    "Greek": Sample("Καλημέρα σε όλους", "Ελένη Παππά", "Διευθύντρια"),
    "Cyrillic": Sample("Привет, йод и ёлка", "Ирина Щукина", "Директор"),
    "Arabic": Sample("السعر 49 دولار، شكرًا", "ليلى حداد", "مديرة المنتج"),
    "Hebrew": Sample("המחיר 49 (שקל) ליום", "ליאת כהן", "מנהלת מוצר"),
    "Devanagari": Sample("क्षमा, र्क त्रिज्ञा हिन्दी", "प्रिया शर्मा", "निर्देशक"),
    "Chinese": Sample("你好，今天的价格是四十九。", "王小明", "产品经理"),
    "Japanese": Sample("「テスト」です。ゃっー。", "山田さくら", "デザイナー"),
    "Korean": Sample("안녕하세요, 오로라입니다", "김민지", "제품 책임자"),
    "emoji": Sample("Go 🚀 1️⃣ ❤️ 👩‍💻 🇪🇸 → ✓", "Sam 😀", "★ Team"),
}
