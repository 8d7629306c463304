//! The faults of the shell itself, in words. Those of the core come with their own.

use hubfolio_core::contract::Fault;

/// The program met something that it was not made for.
pub fn own() -> Fault {
    Fault {
        code: "own_fault".into(),
        message: "Hubfolio met a fault of its own and stopped this step. What was saved before is safe.".into(),
        hint: "Look whether the step was done before you repeat it. If it happens again, send the log to whoever \
               looks after Hubfolio."
            .into(),
        fields: vec![],
    }
}

/// The desktop did not open a file.
pub fn not_opened() -> Fault {
    Fault {
        code: "file_not_opened".into(),
        message: "The file is written, but no program on this laptop would open it.".into(),
        hint: "Open it from its folder.".into(),
        fields: vec![],
    }
}

/// The desktop has no program for e-mails, or did not open it.
pub fn no_mail_program() -> Fault {
    Fault {
        code: "no_mail_program".into(),
        message: "No mail program on this laptop opened the draft. Nothing was sent.".into(),
        hint: "Copy the addresses and the text, or save the draft as a file.".into(),
        fields: vec![],
    }
}
