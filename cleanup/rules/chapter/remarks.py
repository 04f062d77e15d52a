"""What a language model says to its user instead of, before or behind a translation.

The patterns are for a whole paragraph in small letters, with typographic apostrophes made straight. They name the
work (*the provided text*, *this translation*), which a story does not.
"""

from __future__ import annotations

import re

_WORK = (
    r"(?:text|chapter|passage|excerpt|content|document|paragraphs?|source|input|message|material|novel|section|prompt"
    r"|translation)"
)
_CANNOT = r"(?:can ?not|can't|won't|will not|(?:am|'m) (?:unable|not able) to|could not|couldn't)"
_TASK = (
    r"(?:translate|assist with|help with|fulfil+|process|complete|provide|generate|produce|comply with|work with"
    r"|continue)"
)

REFUSAL = re.compile(
    r"\bas an? (?:ai|artificial intelligence|(?:large )?language model)\b"
    r"|\bi(?:'m| am) (?:just )?an? (?:ai (?:language )?(?:model|assistant)|(?:large )?language model)\b"
    rf"|\bi (?:\w+ )?{_CANNOT} (?:\w+ )?translate (?:the|this|that|your) (?:\w+ ){{0,3}}{_WORK}\b"
    rf"|\bi(?:'m| am)? (?:\w+ )?{_CANNOT} (?:\w+ )?{_TASK} (?:with )?(?:the|this|that|your|an?|any)"
    r" (?:\w+ ){0,3}(?:request|translation|content|task)\b"
    rf"|\bthe {_WORK} (?:that )?(?:you(?:'ve| have)? )(?:provided|shared|sent|pasted|gave)\b"
    rf"|\b(?:the|your) (?:provided|pasted|supplied|submitted) {_WORK}\b"
    rf"|\bplease (?:provide|share|send|paste|supply|upload|re-?send)\b.{{0,60}}\b{_WORK}\b.{{0,40}}"
    r"\b(?:translat|you (?:want|would|wish|need|'d)|so (?:that )?i)"
    rf"|\b(?:your (?:message|input|prompt|request)|the input) (?:is|was|seems|appears)(?: to be| to have been)?"
    r" (?:empty|blank|cut off|incomplete|truncated)\b"
    rf"|\bno (?:source )?{_WORK} (?:was|has been|is) (?:provided|supplied|given)\b"
    r"|\b(?:violates?|against) (?:my|our|the) (?:content |usage |safety )?(?:policy|policies|guidelines)\b",
)
"""In place of a text: the model did not translate."""

REFUSAL_HINTS = (
    "translat", "language model", "an ai ", "provided", "please provide", "please share", "please send", "please paste",
    "please supply", "please upload", "request", "your message", "prompt", "policies", "policy",
    "guidelines", " input", " you shared", " you sent", " you pasted", " you gave", "this content", "this task",
)  # fmt: skip
"""A refusal has one of these, in small letters; a paragraph without need not be looked at."""

REFUSAL_IN_SOURCE = re.compile(
    r"(?:我|本助手)(?:无法|不能|不便)(?:为您|帮您|继续)?(?:翻译|提供|协助|处理)|作为(?:一个)?(?:AI|人工智能|语言模型)"
    r"|请(?:您)?提供(?:需要|要|待)翻译的|申し訳(?:ありません|ございません)が.{0,30}翻訳|翻訳(?:する)?(?:ことは)?できません"
)
"""The same in Chinese and Japanese."""

REFUSAL_IN_SOURCE_HINTS = ("翻译", "翻訳", "作为", "无法", "不能", "不便")

ERROR_PAGE = re.compile(
    r"\bverify(?:ing)? (?:that )?you are (?:a )?human\b|\benable javascript and cookies\b|\bchecking your browser\b"
    r"|^(?:error )?40[34](?: error)?\W* (?:not found|forbidden)"
    r"|^50[0-4] [a-z ]{0,20}(?:error|gateway|unavailable|time-?out)"
    r"|\baccess denied\b.{0,80}\bserver\b|\breview the security of your connection\b|\bcloudflare ray id\b",
)
"""A page that a site shows instead of a chapter."""

_RESULT = (
    r"(?:(?:\w+ ){0,4}(?:translation|translated (?:text|chapter|version|passage|content|novel)|rendition|rendering"
    r"|(?:polished|revised|edited|corrected|cleaned|english|proofread) (?:\w+ ){0,2}(?:version|text|chapter|draft)))"
)

OPENING = re.compile(
    r"(?:(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|understood|got it|great|alright|no problem)\b"
    r"[^.!:\n]{0,20}[!,.:–—-]* )?(?:here(?:'s| is| are)|below is|the following is|this is) (?:the|your|my|a|an)"
    rf" {_RESULT}\b.{{0,200}}"
    rf"|(?:sure(?: thing)?|certainly|of course|understood|absolutely|got it)\b[!,.]? (?:i'll|i will|let me|i can)"
    r" (?:\w+ ){0,2}(?:translate|continue|provide|polish|edit|proofread).{0,200}"
    r"|(?:i have|i've|i will|i'll|let me) (?:\w+ )?(?:translated?|polished?|rewritten|rewrite|edited?|proofread)"
    rf" (?:the|this|your) (?:\w+ ){{0,3}}{_WORK}\b.{{0,200}}"
    r"|(?:english |final |full )?(?:translation|translated text|translated chapter|translated version)\W*:\W*"
    r"|\W*(?:begin|start|beginning) of (?:the )?(?:translation|translated text)\W*"
    r"|(?:translate|please translate) (?:the following|this) (?:\w+ ){0,4}"
    r"(?:text|chapter|passage|novel|content)\b.{0,120}"
    r"|you are an? (?:\w+ ){0,4}translator\b.{0,300}",
)
"""Before a translation: a paragraph to the user, or of the prompt."""

_MORE = (
    r"(?:translat\w*|next (?:chapter|part|section|passage|segment)|another chapter|adjust\w*|revis\w*|refin\w*|modif\w*"
    r"|clarif\w*|glossary|terminology|tone|formatting|further (?:assist\w*|help|changes|edits)|rest of the"
    r" (?:text|chapter|story|novel)|different style|polish\w*)"
)
CLOSING = re.compile(
    rf"(?:please |just |and )?(?:let me know|feel free to (?:ask|let me know|share|provide|send|reach out|paste))\b"
    rf"(?=.{{0,200}}\b{_MORE}\b).{{0,300}}"
    r"|(?:would you like|do you want|shall i|should i|may i|can i|want me) (?:me to |to )?(?:\w+ )?"
    rf"(?:continue|proceed|translate|provide|adjust|refine|move on)\b(?=.{{0,160}}\b(?:{_MORE}|{_WORK})\b).{{0,200}}\?"
    rf"|(?:i )?hope (?:this|the|that) (?:\w+ )?(?:translation|version|rendition|helps)\b.{{0,200}}"
    rf"|if (?:you|there)(?:'d| would|'re| are)? (?:need|want|like|have|prefer|wish|any)\b(?=.{{0,200}}\b{_MORE}\b)"
    r".{0,200}\b(?:let me know|i can|i'll|i will|just (?:ask|say|send)|feel free|please (?:send|share|provide|paste))\b"
    r".{0,120}"
    r"|(?:just )?(?:send|share|paste|provide) (?:me )?(?:the )?(?:next|following) (?:chapter|part|section|passage)\b"
    r".{0,160}"
    r"|\W*(?:end|conclusion) of (?:the )?(?:translation|translated text)\W*"
    r"|\W*(?:translation|text) (?:ends here|complete|completed|continues(?: in the next \w+)?)\W*"
    r"|\W*(?:to be )?continued in (?:the )?next (?:message|response|reply|part|output)\W*"
    rf"|(?:note|notes|\(note): (?:i have|i've|i|this translation|the translation)\b(?=.{{0,300}}"
    r"\b(?:translat\w*|original|glossary|render\w*|kept|preserv\w*|terms?|tone|pinyin|source)\b).{0,600}",
)
"""Behind a translation."""
