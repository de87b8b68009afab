"""Makes test/fixtures/config/dialect.json: random files and what Python's configparser says of them.

The reference of the dialect. Run by hand when the dialect changes; the tests read the file and need no Python.
"""
import configparser
import json
import random

random.seed(20261124)
KEYS = ["KEY[]", "k.x", "name", "Delay", "password", "sys name", "k", "ключ"]
VALUES = ["x # c", "x ; c", "a\u2028b", "\u00a0v\u00a0", "null", "\x1cq", "a\x85b", "", "1", "p#w;d", "a = b", "a: b", '"q"', "'s'", "\\\\srv\\x", "ФронтОфис", "=", ":", "[x]", "true", "x  y", "${a}", "%(a)s", "*"]
SECTIONS = ["mail", "shellprocess", "a.b", "x y", "mail]", "Секция"]
INDENTS = ["", "", "", " ", "  ", "\t", "    ", "\u00a0", "\x0c"]


def line():
    kind = random.random()
    indent = random.choice(INDENTS)
    if kind < 0.2:
        return f"{indent}[{random.choice(SECTIONS)}]{random.choice(['', '', ' ', ' x'])}"
    if kind < 0.7:
        delimiter = random.choice(["=", ":", " = ", " : ", "= ", " :"])
        return f"{indent}{random.choice(KEYS)}{delimiter}{random.choice(VALUES)}{random.choice(['', '', ' '])}"
    if kind < 0.8:
        return indent + random.choice(["# c", "; c", "#", ";x=1"])
    if kind < 0.9:
        return random.choice(["", "", "  ", "\t"])
    return indent + random.choice(["word", "two words", "continued", "= v", ": v", "[", "[]", "]"])


def reference(text):
    parser = configparser.RawConfigParser(default_section="\0")
    try:
        parser.read_string(text)
    except configparser.Error:
        return None
    return {name: dict(parser[name]) for name in parser.sections()}


cases = []
for _ in range(4000):
    first = [f"[{random.choice(SECTIONS)}]"] if random.random() < 0.9 else []
    text = random.choice(["\n", "\r\n"]).join(first + [line() for _ in range(random.randint(0, 7))])
    cases.append([text, reference(text.replace("\r\n", "\n"))])
with open("test/fixtures/config/dialect.json", "w", encoding="utf-8") as file:
    file.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")
print(len(cases), "files,", sum(1 for case in cases if case[1] is None), "of them rejected")
