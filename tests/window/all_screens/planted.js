// A fault for each check of the walk, in ways that the content policy lets through. Put into a page on purpose.
const main = document.querySelector("main");
const add = (html, looks) => {
  const holder = document.createElement("div");
  holder.innerHTML = html;
  const made = holder.firstElementChild;
  Object.assign(made.style, looks);
  main.append(made);
  return made;
};
add("<p>Pale on pale</p>", { color: "#ddd", background: "#fff" });
add("<p>Dark on dark</p>", { color: "light-dark(#000, #222)", background: "light-dark(#fff, #000)" });
add("<button id='tiny'>x</button>", { width: "10px", height: "10px", padding: 0, minHeight: 0 });
add("<button id='tiny-too'>y</button>", { width: "10px", height: "10px", padding: 0, minHeight: 0 });
add("<button>Only its ground shows the focus</button>", { outline: "none", border: "1px solid", textDecoration: "none" });
add("<button id='under'>Under something</button>", { position: "fixed", left: "400px", top: "300px", zIndex: 1 });
add("<div id='over'>Over it</div>", { position: "fixed", left: "380px", top: "280px", width: "300px", height: "120px", background: "#fff", zIndex: 2 });
add("<p>Wide</p>", { width: "900px" });
const caught = add("<button>Never reached</button>", {});
document.addEventListener("focusin", (e) => { if (e.target === caught) { caught.blur(); e.stopImmediatePropagation(); } }, true);
document.body.append(Object.assign(new Image(), { src: "http://127.0.0.1:9/x.png", alt: "" }));
