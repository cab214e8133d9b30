/** A flat OpenDocument file with a little of everything, which LibreOffice turns into its other formats. */
export const officeSource = `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:date-style style:name="N1"><number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/><number:text>.</number:text><number:year number:style="long"/></number:date-style>
<number:boolean-style style:name="N2"><number:boolean/></number:boolean-style>
<style:style style:name="truth" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="day" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="Liste">
${row(text('Liste der Eingeladenen'))}
${row(text('E-Mail-Adresse') + text('Vorname') + text('Gruppen') + text('Administrator') + text('Geboren') + text('Punkte'))}
${row(text('ann@x.test') + text('Zoë') + text('Quartier A, Parents') + value('boolean', 'boolean-value="true"') + day('2026-11-22') + value('float', 'value="12.5"'))}
${row(`<table:table-cell office:value-type="string"><text:p><text:a xlink:href="mailto:bob@x.test?subject=Hi">Bob</text:a></text:p></table:table-cell>${text('Éric')}${text('')}${value('boolean', 'boolean-value="false"')}`)}
<table:table-row table:visibility="collapse">${text('hidden@x.test')}</table:table-row>
${row('<table:table-cell/>')}
${row(`${text('cleo@x.test')}<table:table-cell office:value-type="string"><text:p>two</text:p><text:p>lines</text:p></table:table-cell><table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="1" office:value-type="string"><text:p>Parents</text:p></table:table-cell>`)}
${row(`${text('dan@x.test, eve@x.test')}${text('Dan')}<table:covered-table-cell/>`)}
${row(`<table:table-cell table:formula="of:=CONCATENATE(&quot;fay&quot;;&quot;@x.test&quot;)" office:value-type="string" office:string-value="fay@x.test"><text:p>fay@x.test</text:p></table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0"/>`)}
</table:table>
<table:table table:name="Alt" table:style-name="hidden">${row(text('email'))}${row(text('old@x.test'))}</table:table>
<table:table table:name="Notizen">${row(text('Notizen'))}</table:table>
</office:spreadsheet></office:body></office:document>`

function row(cells: string): string {
  return `<table:table-row>${cells}</table:table-row>`
}

function text(content: string): string {
  return `<table:table-cell office:value-type="string"><text:p>${content}</text:p></table:table-cell>`
}

function day(date: string): string {
  return `<table:table-cell table:style-name="day" office:value-type="date" office:date-value="${date}"/>`
}

function value(type: string, attribute: string): string {
  const style = type === 'boolean' ? ' table:style-name="truth"' : ''
  return `<table:table-cell${style} office:value-type="${type}" office:${attribute}/>`
}
