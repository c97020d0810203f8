"""The same number in every form: compares each cell of each table of a report.

    forms.py cells FOLDER    what long.tsv says against report.txt, report.html,
                             report.xlsx, report.eml and the one-table files
                             NAME.tsv and NAME.csv of FOLDER
    forms.py book FILE.xlsx  the workbook as a person sees it, row by row

Reads each form with Python's own parsers, and shows a number of the workbook
by its format as ECMA-376 18.8.30 has it, so nothing here is the code under test.
"""
import csv
import datetime
import email
import email.policy
import html.parser
import re
import sys
import xml.etree.ElementTree as tree
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
TOKEN = re.compile(r'"([^"]*)"|\[(h|m)\]|([yd]+|m+|h+|s+)|(\\.)|([#0][#0,.]*%?)|(.)')


def digits(code, number):
    """A number by a code such as #,##0.00 or 0.0%."""
    percent = code.endswith('%')
    places = len(code.rstrip('%').partition('.')[2])
    exact = Decimal('%.15g' % number) * (100 if percent else 1)
    near = abs(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return f'{near:{"," if "," in code else ""}.{places}f}' + ('%' if percent else '')


def moment(tokens, serial):
    """A date or a span of time: the days since 1899-12-30."""
    at = datetime.datetime(1899, 12, 30) + datetime.timedelta(seconds=round(serial * 86400))
    seconds, hour, out = round(serial * 86400), False, ''
    for text, elapsed, part, escaped, _, other in tokens:
        if elapsed:
            out += str(seconds // (3600 if elapsed == 'h' else 60))
        elif part in ('h', 'hh'):
            out += f'{at.hour:0{len(part)}}'
        elif part in ('m', 'mm') and hour:
            out += f'{at.minute:0{len(part)}}'
        elif part and part[0] in 'ymd':
            # Day 1 of Excel's calendar is 1900-01-01; a span below 60 days shows its own days.
            day = int(serial) if serial < 32 else at.day
            out += {'yyyy': f'{at.year:04}', 'mm': f'{at.month:02}', 'dd': f'{day:02}', 'd': str(day)}[part]
        else:
            out += text or escaped[1:] or other
        hour = bool(elapsed == 'h' or part in ('h', 'hh')) or (hour and not part)
    return out


def shown(code, number):
    sections = code.split(';')
    if code == 'General':
        return '%.15g' % number
    rounded = Decimal(digits('0.000000', abs(number)))
    use = sections[1] if number < 0 and len(sections) > 1 else sections[2] if not rounded and len(sections) > 2 else sections[0]
    tokens = TOKEN.findall(use)
    if any(t[1] or t[2] for t in tokens):
        return moment(tokens, number)
    text = ''.join(digits(t[4], number) if t[4] else t[0] or t[3][1:] or t[5] for t in tokens)
    sign = '-' if number < 0 and len(sections) < 2 and re.search('[1-9]', text) else ''
    return sign + text


def book(path):
    """[(sheet, [{column: text as it is shown}])], and what stands in a cell is text, number or nothing."""
    files = zipfile.ZipFile(path)
    strings = [''.join(t.text or '' for t in s.iter(MAIN + 't'))
               for s in tree.fromstring(files.read('xl/sharedStrings.xml'))]
    styles = tree.fromstring(files.read('xl/styles.xml'))
    codes = {0: 'General', 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%', 14: 'mm-dd-yy'}
    codes.update({int(f.get('numFmtId')): f.get('formatCode') for f in styles.iter(MAIN + 'numFmt')})
    formats = [codes[int(x.get('numFmtId'))] for x in styles.find(MAIN + 'cellXfs')]
    sheets = []
    for i, sheet in enumerate(tree.fromstring(files.read('xl/workbook.xml')).find(MAIN + 'sheets')):
        rows = []
        root = tree.fromstring(files.read(f'xl/worksheets/sheet{i + 1}.xml'))
        for row in root.iter(MAIN + 'row'):
            cells = {}
            for c in row:
                value = c.find(MAIN + 'v')
                if value is None:
                    continue
                text = (strings[int(value.text)] if c.get('t') == 's' else
                        shown(formats[int(c.get('s', 0))], float(value.text)))
                column = re.match('[A-Z]+', c.get('r'))[0]
                cells[sum((ord(x) - 64) * 26 ** k for k, x in enumerate(reversed(column))) - 1] = text
            rows.append(cells)
        sheets.append((sheet.get('name'), rows, root))
    return sheets


class Page(html.parser.HTMLParser):
    """Every table of a page: its caption, its body's rows and its headings."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.where, self.body = [], None, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == 'table':
            self.tables.append(['', [], []])
        elif tag == 'tbody':
            self.body = True
        elif tag == 'tr' and self.body:
            self.tables[-1][1].append([])
        elif tag == 'th' and not self.body:
            self.tables[-1][2].append('')
            self.where = 'head'
        elif tag in ('td', 'th') and self.body:
            self.tables[-1][1][-1].append('')
            self.where = 'cell'
        elif tag == 'caption':
            self.where = tag

    def handle_endtag(self, tag):
        if tag == 'tbody':
            self.body = False
        if tag in ('td', 'th', 'caption'):
            self.where = None

    def handle_data(self, data):
        if self.where == 'caption':
            self.tables[-1][0] += data
        elif self.where == 'head':
            self.tables[-1][2][-1] += data
        elif self.where == 'cell':
            self.tables[-1][1][-1][-1] += data


def unescape(text):
    return re.sub(r'\\(.)', lambda m: {'t': '\t', 'n': '\n', 'r': '\r'}.get(m[1], m[1]), text)


def long_form(path):
    """{table: [row of (exact, shown)]}, in the order of the report; rows end where the first column comes again."""
    tables = {}
    for line in path.read_text().splitlines()[1:]:
        fields = [unescape(x) for x in line.split('\t')]
        if fields[1] != 'cell':
            continue
        table, _, column = fields[2].partition('.')
        rows = tables.setdefault(table, {'columns': [], 'rows': []})
        if not rows['columns'] or column == rows['columns'][0]:
            rows['rows'].append([])
        if len(rows['rows']) == 1:
            rows['columns'].append(column)
        rows['rows'][-1].append((fields[5], fields[6] or '–'))
    return tables


class Report:
    def __init__(self, folder):
        self.wrong, self.cells, self.folder = [], 0, folder
        self.tables = long_form(folder / 'long.tsv')

    def check(self, form, table, row, got, expected):
        self.cells += len(expected)
        if got != expected:
            self.wrong.append(f'{form}: {table}, row {row}: {got} instead of {expected}')

    def streams(self):
        for name, table in self.tables.items():
            exact = [[cell[0] for cell in row] for row in table['rows']]
            tsv = [[unescape(x) for x in line.split('\t')] for line in (self.folder / f'{name}.tsv').read_text().splitlines()]
            with open(self.folder / f'{name}.csv', newline='') as f:
                pages = {'tsv': tsv, 'csv': list(csv.reader(f))}
            for form, lines in pages.items():
                self.check(form, name, 0, lines[0], table['columns'])
                self.check(form, name, 'count', [str(len(lines) - 1)], [str(len(exact))])
                for i, row in enumerate(exact):
                    self.check(form, name, i + 1, lines[i + 1], row)

    def workbook(self):
        sheets = {name.lower().replace(" ", "_"): rows for name, rows, _ in book(self.folder / 'report.xlsx')}
        for name, table in self.tables.items():
            if name not in sheets:
                self.wrong.append(f'xlsx: no sheet {name}, but {", ".join(sheets)}')
                continue
            for i, row in enumerate(table['rows']):
                got = [sheets[name][i + 1].get(c, '–') if i + 1 < len(sheets[name]) else '?' for c in range(len(row))]
                self.check('xlsx', name, i + 1, got, [cell[1] for cell in row])

    def page(self, form, text, whole):
        tables = [rows for _, rows, _ in Page(text).tables]
        for name, table in self.tables.items():
            expected = [[cell[1] for cell in row] for row in table['rows']]
            # A mail shows the first rows: those that are there are the same.
            found = [t for t in tables if t and (t == expected or not whole and t == expected[:len(t)])]
            near = [t for t in tables if t and len(t[0]) == len(expected[0]) and t[0][0] == expected[0][0]]
            self.check(form, name, '1..', found[0] if found else near[:1], found[0] if found else expected)

    def figures(self, form, text):
        """Each figure of a page beside the same of the workbook's summary and of the stream."""
        summary = {row[1]: row for row in book(self.folder / 'report.xlsx')[0][1] if 1 in row}
        lines = [x.split('\t') for x in (self.folder / 'long.tsv').read_text().splitlines()]
        stream = {unescape(x[16]): x for x in lines if x[1] == 'figure'}
        seen = 0
        for _, rows, heads in Page(text).tables:
            if heads[:2] != ['figure', 'value'] or not {*heads[2:]} <= {'change', 'basis', 'before'}:
                continue
            for row in rows:
                cells = dict(zip(heads, row))
                label = re.sub(r'^\[[^]]*\] ', '', cells['figure'])
                got = summary.get(label, {})
                change = ' '.join(x for x in (got.get(4), got.get(5)) if x)
                self.check(f'summary and {form}', label, 'value', ' '.join(x for x in (got.get(2, '–'), got.get(3)) if x), cells['value'])
                self.check(f'summary and {form}', label, 'change', change, cells.get('change', '').strip())
                self.check(f'summary and {form}', label, 'before', got.get(6, ''), cells.get('before', '').partition(' (')[0].lstrip('('))
                self.check(f'tsv and {form}', label, 'value', unescape(stream[label][6]) or '–', got.get(2, '–'))
                seen += 1
        if seen != len(stream):
            self.wrong.append(f'{form}: {seen} figures instead of {len(stream)}')

    def text(self, form, text, whole):
        lines = [re.split('  +', line.strip()) for line in text.splitlines()]
        words = ' '.join(text.split())
        for name, table in self.tables.items():
            missed = 0
            for i, row in enumerate(table['rows']):
                cells = [' '.join(cell[1].split()) for cell in row]
                paragraph = ' '.join('; '.join(cells).split())
                # An empty cell leaves no trace in aligned columns.
                there = [c for c in cells if c] in lines or paragraph in words
                missed += not there
                if there or whole or i == 0:
                    self.check(form, name, i + 1, cells if there else ['?'], cells)
            if not whole and missed == len(table['rows']):
                self.wrong.append(f'{form}: {name} is not there')

    def compare(self):
        self.streams()
        self.workbook()
        self.page('html', (self.folder / 'report.html').read_text(), True)
        self.figures('html', (self.folder / 'report.html').read_text())
        self.text('text', (self.folder / 'report.txt').read_text(), True)
        mail = email.message_from_bytes((self.folder / 'report.eml').read_bytes(), policy=email.policy.default)
        self.page('mail html', mail.get_body(('html',)).get_content(), False)
        self.figures('mail html', mail.get_body(('html',)).get_content())
        self.text('mail text', mail.get_body(('plain',)).get_content(), False)


def main():
    if sys.argv[1] == 'cells':
        report = Report(Path(sys.argv[2]))
        report.compare()
        print('\n'.join(report.wrong[:20]), file=sys.stderr, end='\n' if report.wrong else '')
        print(f'{sum(len(t["rows"]) * len(t["columns"]) for t in report.tables.values())} cells of {len(report.tables)} tables, '
              f'{report.cells} compared, {len(report.wrong)} differ')
        sys.exit(1 if report.wrong or not report.cells else 0)
    for name, rows, root in book(sys.argv[2]):
        frozen = root.find(f'.//{MAIN}pane')
        marks = [what for what, there in (('filter', root.find(MAIN + 'autoFilter') is not None),
                                          ('chart', root.find(MAIN + 'drawing') is not None),
                                          ('frozen', frozen is not None)) if there]
        print(f'== {name}: {" ".join(marks)}')
        for row in rows:
            print('\t'.join(row.get(c, '') for c in range(max(row, default=-1) + 1)))


main()
