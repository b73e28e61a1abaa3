/** Everything is fixed to the corner: the host's layout cannot shift. Narrow screens get the whole screen. */
export const loaderStyle = `
button{position:fixed;right:max(20px,env(safe-area-inset-right));bottom:max(20px,env(safe-area-inset-bottom));
width:56px;height:56px;padding:0;border:0;border-radius:50%;cursor:pointer;
box-shadow:0 4px 16px rgb(0 0 0/25%);transition:transform .15s}
button:hover{transform:scale(1.05)}
button:focus-visible{outline:3px solid #111;outline-offset:3px;box-shadow:0 0 0 3px #fff}
button[hidden]{display:none}
svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.badge{position:absolute;top:-4px;right:-4px;min-width:22px;padding:0 6px;border-radius:11px;box-sizing:border-box;
background:#b42318;color:#fff;font:700 13px/22px system-ui,sans-serif}
.badge[hidden]{display:none}
iframe{position:fixed;right:20px;bottom:92px;width:400px;height:min(680px,calc(100vh - 112px));border:0;
border-radius:16px;background:#fff;box-shadow:0 8px 40px rgb(0 0 0/28%);visibility:hidden;opacity:0;
transform:translateY(12px);transition:opacity .15s,transform .15s,visibility .15s;color-scheme:light dark}
.open iframe{visibility:visible;opacity:1;transform:none}
@media(prefers-color-scheme:dark){iframe{background:#121418}}
@media(max-width:520px),(max-height:480px){
iframe{right:0;bottom:0;width:100%;height:100%;height:100dvh;border-radius:0;box-shadow:none}
:host([data-ready]) .open button{display:none}
}
@media(prefers-reduced-motion:reduce){button,iframe{transition:none}button:hover{transform:none}}
`
