"""Every heading in two languages: reads commands on standard input, one a line,
runs each in English and in Korean, and prints COMMAND, heading and heading.

A report is asked as a page, where a heading is a cell of its own and knows its
table; what prints one table is asked for that, with columns two blanks apart.

    headings.py words    instead prints COMMAND, COLUMN and WORD for each word
                         of a closed list that has no Korean beside it
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


# What stands in these columns is one of a few words, and never data.
CLOSED = {'action', 'answer', 'channel', 'clock', 'failures', 'kind', 'origin', 'part', 'remedy', 'result', 'rhythm', 'right', 'role',
          'score', 'signal', 'source', 'state', 'tax_class', 'term', 'unit', 'verdict', 'weekday', 'what'}


def bare_words(command):
    """Words as a stream has them, of which the Korean table shows nothing more."""
    words = shlex.split(command) + ['--lang', 'ko', '-q', '-f']
    stream, table = (subprocess.run(words + [form], capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
                     for form in ('tsv', 'table'))
    heads, *rows = [line.split('\t') for line in stream.splitlines()] or [[]]
    found = {(h, c) for row in rows for h, c in zip(heads, row) if h in CLOSED and re.fullmatch('[a-z][a-z_0-9]*', c)}
    return sorted(x for x in found if not re.search(rf'(?<![^ \n]){x[1]} [가-힣A-Z]', table))


def print_headings(command):
    en, ko = headings(command, 'en'), headings(command, 'ko')
    if not en or [len(h) for _, h in en] != [len(h) for _, h in ko]:
        print(f'{command}\t?\t{en}\t{ko}')
    seen = set()
    for (caption, names), (_, told) in zip(en, ko):
        if (caption, tuple(names)) not in seen:
            print('\t'.join([command, caption] + [f'{a} = {b}' for a, b in zip(names, told)]).rstrip())
        seen.add((caption, tuple(names)))


for line in sys.stdin.read().splitlines():
    if sys.argv[1:] != ['words']:
        print_headings(line)
    elif not line.startswith('cs-report'):
        for column, word in bare_words(line):
            print(line, column, word, sep='\t')
