/** Its one script by name, its own description, and nothing else. */
export const docsPolicy = (nonce: string): string =>
  `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'`

/** The browsable description: one page of our own over openapi.json, nothing loaded from elsewhere. */
export function docsPage(openapiUrl: string, nonce: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Switchyard API</title><style>
:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 15%,transparent);--soft:color-mix(in srgb,currentColor 6%,transparent)}
body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:0 auto;padding:24px}
h1{font-size:24px}h2{font-size:18px;margin-top:32px}details{border:1px solid var(--line);border-radius:8px;margin:8px 0}
summary{padding:10px 12px;cursor:pointer;display:flex;gap:12px;flex-wrap:wrap;align-items:baseline}summary:focus-visible{outline:2px solid #2f6fed}
.m{font:600 12px ui-monospace,monospace;min-width:44px}.p{font:14px ui-monospace,monospace;overflow-wrap:anywhere}.s{opacity:.75}
.b{padding:0 12px 12px;overflow-x:auto}pre{background:var(--soft);padding:12px;border-radius:6px;overflow:auto;font-size:12.5px;max-height:420px}
h3{font-size:14px;margin:12px 0 4px}</style></head><body><h1>Switchyard API</h1><p id="intro"></p><p><a href="${openapiUrl}">openapi.json</a></p><main id="all">Loading…</main>
<script nonce="${nonce}">
const el=(t,c,x)=>{const e=document.createElement(t);if(c)e.className=c;if(x!==undefined)e.textContent=x;return e}
fetch(${JSON.stringify(openapiUrl)}).then(r=>r.json()).then(doc=>{
document.getElementById('intro').textContent=doc.info.description
const root=document.getElementById('all');root.textContent='';const tags={}
for(const [path,item] of Object.entries(doc.paths))for(const [method,op] of Object.entries(item))(tags[(op.tags||['Other'])[0]]??=[]).push({path,method,op})
for(const [tag,ops] of Object.entries(tags)){root.append(el('h2','',tag));for(const {path,method,op} of ops){
const d=el('details'),s=el('summary');s.append(el('span','m',method.toUpperCase()),el('span','p',path),el('span','s',op.summary||''));d.append(s)
const b=el('div','b');if(op.description)b.append(el('p','',op.description))
if(op.parameters?.length){b.append(el('h3','','Parameters'));b.append(el('pre','',JSON.stringify(op.parameters.map(({name,in:where,required,schema})=>({name,in:where,required,...schema})),null,1)))}
const req=op.requestBody?.content?.['application/json']?.schema;if(req){b.append(el('h3','','Body'));b.append(el('pre','',JSON.stringify(req,null,1)))}
b.append(el('h3','','Answers'));for(const [status,r] of Object.entries(op.responses)){b.append(el('p','',status+' — '+r.description));const sc=r.content?.['application/json']?.schema;if(sc)b.append(el('pre','',JSON.stringify(sc,null,1)))}
d.append(b);root.append(d)}}
}).catch(()=>{document.getElementById('all').textContent='The description could not be loaded. Reload the page.'})
</script></body></html>`
}
