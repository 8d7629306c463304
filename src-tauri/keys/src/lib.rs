//! The system's key store: Credential Manager on Windows, Keychain on macOS, the Secret Service on Linux. One entry for
//! each key, under "Hubfolio" and the key's name.
//!
//! The system is asked on a thread of its own, so that a service which hangs, or asks a person to unlock it, never holds
//! the program longer than the core allows. Which of the two places holds a key is decided in the core; this room knows
//! nothing of files and folders.

use std::{
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use hubfolio_core::store::{KeyStore, NoAnswer};
use keyring::{Entry, Error};

/// What the system lists the entries under.
const SERVICE: &str = "Hubfolio";

/// The key store of this account. Made without asking the system anything.
pub fn of_this_account() -> Arc<dyn KeyStore> {
    Arc::new(System)
}

struct System;

impl KeyStore for System {
    fn get(&self, name: &str, patience: Duration) -> Result<Option<Vec<u8>>, NoAnswer> {
        let name = name.to_owned();
        within(patience, move || {
            match Entry::new(SERVICE, &name).and_then(|entry| entry.get_secret()) {
                Ok(secret) => Ok(Some(secret)),
                Err(Error::NoEntry) => Ok(None),
                // Something lies there that no key store of ours wrote: the core says that it can't be read.
                Err(Error::BadEncoding(bytes) | Error::BadDataFormat(bytes, _)) => Ok(Some(bytes)),
                Err(e) => Err(no_answer(&e)),
            }
        })
    }

    fn put(&self, name: &str, secret: &[u8], patience: Duration) -> Result<(), NoAnswer> {
        let (name, secret) = (name.to_owned(), secret.to_owned());
        within(patience, move || {
            Entry::new(SERVICE, &name)
                .and_then(|entry| entry.set_secret(&secret))
                .map_err(|e| no_answer(&e))
        })
    }
}

/// Runs a question to the system on another thread. One that is never answered is left behind there.
fn within<T: Send + 'static>(
    patience: Duration,
    ask: impl FnOnce() -> Result<T, NoAnswer> + Send + 'static,
) -> Result<T, NoAnswer> {
    let (tell, hear) = mpsc::sync_channel(1);
    thread::Builder::new()
        .name("key store".into())
        .spawn(move || {
            // Nobody listens any more when the answer is late.
            let _ = tell.send(ask());
        })
        .map_err(|e| NoAnswer::Refused(e.to_string()))?;
    match hear.recv_timeout(patience) {
        Ok(answer) => answer,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(NoAnswer::Late),
        // The thread ended without an answer.
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(NoAnswer::Absent),
    }
}

fn no_answer(error: &Error) -> NoAnswer {
    match error {
        Error::NoDefaultStore => NoAnswer::Absent,
        Error::NoStorageAccess(_) => NoAnswer::Locked,
        other => NoAnswer::Refused(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use std::time::Instant;

    use super::*;

    #[test]
    fn a_system_that_hangs_is_left_behind() {
        let started = Instant::now();
        let (hold, held) = mpsc::channel::<()>();
        let answer = within(Duration::from_millis(50), move || {
            let _ = held.recv();
            Ok(())
        });
        assert_eq!(answer, Err(NoAnswer::Late));
        assert!(started.elapsed() < Duration::from_secs(5));
        drop(hold);
    }

    #[test]
    fn an_answer_in_time_is_given_on() {
        let long = Duration::from_secs(60);
        assert_eq!(within(long, || Ok(7)), Ok(7));
        assert_eq!(
            within::<()>(long, || Err(NoAnswer::Locked)),
            Err(NoAnswer::Locked)
        );
    }

    #[test]
    fn a_question_that_breaks_off_counts_as_no_key_store() {
        let broken = within::<()>(Duration::from_secs(60), || panic!("on purpose"));
        assert_eq!(broken, Err(NoAnswer::Absent));
    }

    #[test]
    fn what_the_system_says_is_put_in_our_words() {
        assert_eq!(no_answer(&Error::NoDefaultStore), NoAnswer::Absent);
        assert_eq!(
            no_answer(&Error::NoStorageAccess("locked".into())),
            NoAnswer::Locked
        );
        assert!(matches!(
            no_answer(&Error::TooLong("user".into(), 3)),
            NoAnswer::Refused(_)
        ));
    }
}
