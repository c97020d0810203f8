"""Every heading in two languages: reads commands on standard input, one a line,
runs each in English and in Korean, and prints COMMAND, heading and heading.

A report is asked as a page, where a heading is a cell of its own and knows its
table; what prints one table is asked for that, with columns two blanks apart.
"""
import re
import shlex
import subprocess
import sys

TABLE = re.compile(r'<caption>(.*?)</caption>\s*<thead><tr>(.*?)</tr>', re.S)


def headings(command, lang):
    words = shlex.split(command)
    page = words[0] == 'cs-report' and '--list' not in words
    words += ['--lang', lang, '-q', '-f', 'html' if page else 'table']
    out = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
    if page:
        return [(caption, re.findall(r'<th[^>]*>(.*?)</th>', head, re.S)) for caption, head in TABLE.findall(out)]
    lines = out.splitlines()
    # Several tables may follow each other; each heading has its rule below.
    return [('', re.split('  +', lines[i - 1].strip())) for i, line in enumerate(lines) if i and re.fullmatch('─+(  ─+)*', line.strip())]


failed = False
for command in sys.stdin.read().splitlines():
    en, ko = headings(command, 'en'), headings(command, 'ko')
    if not en or [len(h) for _, h in en] != [len(h) for _, h in ko]:
        print(f'{command}\t?\t{en}\t{ko}')
        failed = True
        continue
    seen = set()
    for (caption, names), (_, told) in zip(en, ko):
        if (caption, tuple(names)) in seen:
            continue
        seen.add((caption, tuple(names)))
        print('\t'.join([command, caption] + [f'{a} = {b}' for a, b in zip(names, told)]).rstrip())
sys.exit(failed)
