/** The parts of an Office Open XML workbook (ECMA-376) that do not depend on the rows. */
import type { CellKind } from './sheet'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g
const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as XML holds it; half of a surrogate pair and control characters would make the file unreadable. */
export const escapeXml = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(forbidden, '')
    .replace(/[&<>"]/g, (mark) => marks[mark] ?? mark)

/** Places in `cellXfs` below. */
export const styleOf: Record<CellKind | 'heading' | 'quoted', number> = {
  text: 0,
  yes_no: 0,
  heading: 1,
  count: 2,
  rate: 3,
  number: 4,
  duration: 5,
  date: 6,
  instant: 7,
  quoted: 8,
}

const format = (id: number) =>
  `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>`
export const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="5">
<numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/>
<numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="167" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>
<numFmt numFmtId="168" formatCode="#,##0.00"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="9"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" applyFont="1"/>${[3, 164, 168, 165, 166, 167].map(format).join('')}
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" quotePrefix="1"/></cellXfs></styleSheet>`

const each = (sheets: number, part: (n: number) => string) =>
  Array.from({ length: sheets }, (_, index) => part(index + 1)).join('')

export const contentTypes = (sheets: number): string => `${head}<Types
xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"
ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override
PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${each(
  sheets,
  (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${types}.worksheet+xml"/>`,
)}</Types>`

export const rootRelations = `${head}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1"
Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

export const workbookRelations = (sheets: number): string =>
  `${head}<Relationships xmlns="${packageRelations}">${each(
    sheets,
    (n) => `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  )}<Relationship Id="rId${sheets + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`

/** A tab's name has at most 31 characters, and none of those that stand in references. */
function tabName(name: string, n: number): string {
  const end = n === 1 ? '' : ` ${n}`
  const clean = name.replace(/[[\]:*?/\\']/g, ' ').trim() || 'Sheet'
  return escapeXml(clean.slice(0, 31 - end.length) + end)
}

export const workbook = (name: string, sheets: number): string =>
  `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${each(
    sheets,
    (n) => `<sheet name="${tabName(name, n)}" sheetId="${n}" r:id="rId${n}"/>`,
  )}</sheets></workbook>`

export const sheetStart = (columns: number): string =>
  `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"
activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="${columns}" width="18"
customWidth="1"/></cols><sheetData>`
export const sheetEnd = '</sheetData></worksheet>'
