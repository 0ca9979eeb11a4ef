/** The one style sheet. System fonts only: the page asks no third party for anything. */
export const style = `
:root{color-scheme:light dark;--paper:#fbfbf8;--card:#fff;--ink:#1c2421;--soft:#66706b;--rule:#e2e6e2;--green:#1f5f4a;--tint:#e9f1ed;--red:#a8321f;--red-tint:#fbece9;--amber:#8a5a00;
font-family:-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans SC','Noto Sans CJK SC','WenQuanYi Micro Hei','Segoe UI',Helvetica,Arial,sans-serif}
@media (prefers-color-scheme:dark){:root{--paper:#141816;--card:#1d2321;--ink:#eef2ef;--soft:#9aa59f;--rule:#333b37;--green:#7cc5a8;--tint:#22332c;--red:#f0917f;--red-tint:#3a211d;--amber:#e0b354}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font-size:16px;line-height:1.65;overflow-wrap:anywhere}
a{color:inherit;text-decoration:none}a:hover{text-decoration:underline}
a:focus-visible{outline:2px solid var(--green);outline-offset:2px}
.wrap{max-width:760px;margin:0 auto;padding:0 20px}
header{border-bottom:3px solid var(--green);padding:26px 0 0}
header h1{font-size:26px;line-height:1.3;margin:0}
.tagline{color:var(--soft);font-size:14px;margin:2px 0 14px}
nav{display:flex;flex-wrap:wrap;gap:4px 20px;font-size:15px;padding-bottom:10px}
nav a{color:var(--soft)}nav a[aria-current]{color:var(--green);font-weight:700}
nav .right{margin-left:auto}
.sections{display:flex;flex-wrap:wrap;gap:8px;margin:18px 0 4px;padding:0;list-style:none;font-size:14px}
.sections a{display:block;padding:2px 12px;border:1px solid var(--rule);border-radius:999px;background:var(--card)}
.sections a[aria-current]{background:var(--green);border-color:var(--green);color:var(--paper)}
.notice{display:block;margin:16px 0 0;padding:10px 14px;background:var(--tint);border-radius:6px;font-size:14px}
main.wrap{padding-bottom:40px}
.day{font-size:14px;font-weight:600;color:var(--soft);margin:26px 0 0}
.story{padding:16px 0;border-bottom:1px solid var(--rule)}
.story h2{font-size:19px;line-height:1.45;margin:0;font-weight:650}
.story p{margin:6px 0 0;color:var(--ink);opacity:.86;font-size:15px}
.meta{display:flex;flex-wrap:wrap;gap:2px 10px;margin-top:7px;font-size:13px;color:var(--soft)}
.tag{color:var(--green)}
.tag.risk{color:var(--red)}
.count{font-weight:700;color:var(--green)}
.copies{list-style:none;margin:14px 0 0;padding:0;border-top:1px solid var(--rule)}
.copies li{padding:12px 0;border-bottom:1px solid var(--rule)}
.copies .why{font-size:13px;color:var(--soft)}
h2.part{font-size:16px;margin:30px 0 0;color:var(--soft);font-weight:600}
article h1{font-size:25px;line-height:1.4;margin:26px 0 6px}
article>p{font-size:17px}
table{width:100%;border-collapse:collapse;font-size:14px;margin-top:18px}
th{text-align:left;font-weight:600;color:var(--soft);padding:6px 12px 6px 0;border-bottom:1px solid var(--rule);white-space:nowrap}
td{padding:10px 12px 10px 0;border-bottom:1px solid var(--rule);vertical-align:top}
td.time{white-space:nowrap;color:var(--soft)}
.state{white-space:nowrap}.state::before{content:'●';margin-right:6px;color:var(--green)}
.state.failed::before,.state.broken::before,.state.gone::before{color:var(--red)}.state.never::before{color:var(--soft)}
.state.stale::before,.state.empty::before{color:var(--amber)}
.trouble,.hint{display:block;color:var(--red);font-size:13px;margin-top:2px;white-space:normal}
.state.stale~.trouble,.state.empty~.trouble{color:var(--amber)}.hint{color:var(--soft)}
.note{color:var(--soft);font-size:13px}
iframe{width:100%;height:70vh;border:1px solid var(--rule);border-radius:6px;margin-top:16px;background:#fff}
.pager{display:flex;justify-content:space-between;padding:22px 0;font-size:15px;color:var(--green)}
footer{border-top:1px solid var(--rule);padding:18px 0 36px;font-size:13px;color:var(--soft)}
footer a{color:var(--green)}
.feeds{display:inline-flex;gap:12px}
.sources td:first-child{min-width:11em}.sources td:nth-child(2){width:45%}
@media (max-width:640px){.wrap{padding:0 16px}header h1{font-size:22px}iframe{height:62vh}
/* A phone has no room for five columns: each source becomes a block, its figures with their labels. */
.sources,.sources tbody{display:block}.sources .head{display:none}
.sources tr{display:flex;flex-wrap:wrap;gap:2px 14px;padding:12px 0;border-bottom:1px solid var(--rule)}
.sources td{padding:0;border:0}.sources td:first-child,.sources td:nth-child(2){width:100%}
.sources td[data-label]{font-size:13px;color:var(--soft)}.sources td[data-label]::before{content:attr(data-label) ' '}}
`
