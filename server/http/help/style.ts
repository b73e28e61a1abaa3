/** The look of the help page; small enough to stand in it, so that it is there at once. */
export const helpStyle = `
:root{color-scheme:light dark;--line:light-dark(#dfe3e8,#3a3f47);--quiet:light-dark(#5a6472,#a3acb8);--soft:light-dark(#f5f7f9,#22262c);--bg:light-dark(#fff,#1a1d21);--text:light-dark(#1c2024,#e8eaed);--link:light-dark(#1f5fc4,#8ab4f8)}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:16px/1.6 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei",sans-serif}
a{color:var(--link)}
header{border-top:4px solid var(--accent);border-bottom:1px solid var(--line);background:var(--soft)}
.in{max-width:760px;margin:0 auto;padding:16px 20px}
.top{display:flex;gap:16px;align-items:baseline;justify-content:space-between}
.top a{text-decoration:none}
.name{color:inherit;font-size:20px;font-weight:650;overflow-wrap:anywhere}
form.search{display:flex;gap:8px;margin-top:12px}
input[type=search]{flex:1;min-width:0;min-height:44px;padding:8px 12px;border:1px solid var(--line);border-radius:8px;background:var(--bg);color:inherit;font:inherit}
button,.chat{min-height:44px;padding:8px 16px;border:1px solid var(--line);border-radius:8px;background:var(--bg);color:inherit;font:inherit;cursor:pointer}
.chat{display:inline-block;border-color:transparent;background:var(--accent);color:#fff;text-decoration:none}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
h1{margin:8px 0 16px;font-size:26px;line-height:1.3;overflow-wrap:anywhere}
h2{margin:24px 0 8px;font-size:19px}
h3{margin:16px 0 6px;font-size:16px}
ul.list{margin:0;padding:0;list-style:none}
ul.list li{border-bottom:1px solid var(--line)}
ul.list a{display:block;padding:10px 0;overflow-wrap:anywhere}
.quiet{color:var(--quiet);font-size:14px}
.level{margin-inline-start:16px}
article{overflow-wrap:anywhere}
article img{max-width:100%;height:auto;border-radius:8px}
pre{overflow-x:auto;padding:12px;border-radius:8px;background:var(--soft)}
blockquote{margin:0;padding-inline-start:12px;border-inline-start:3px solid var(--line)}
.vote{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin-top:32px;padding-top:16px;border-top:1px solid var(--line)}
footer{margin-top:24px;border-top:1px solid var(--line)}
footer .in{display:flex;flex-wrap:wrap;gap:12px;align-items:center;justify-content:space-between}
`
