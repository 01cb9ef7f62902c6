"""Briefs for the Video Agent: `compile_brief(brief, frame)` gives one prompt, `lint(brief, frame)` what is doubtful."""
