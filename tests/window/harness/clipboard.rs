/// Makes the next copying put another program's cells, given as argument, on the clipboard: WebDriver cannot.
pub const FROM_A_SPREADSHEET: &str = r#"
    document.addEventListener("copy", (event) => {
      event.clipboardData.setData("text/plain", arguments[0]);
      event.preventDefault();
      event.stopImmediatePropagation();
    }, { capture: true, once: true });
"#;
