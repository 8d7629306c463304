//! The thread that the hub file lives on. Calls are carried out one after the other, in the order they came; the window
//! stays responsive meanwhile.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use hubfolio_core::{contract::Fault, session::Session, store::StoreError};
use serde_json::{Value, json};
use tauri::{AppHandle, Emitter, Manager, async_runtime as runtime};

use crate::{app::Shell, faults, progress::Progress, timing, window, work::Work};

/// How long the end of the program waits for work that is going on. What is not done by then is not kept, and nothing
/// is half-kept.
const LAST_WORK: Duration = Duration::from_secs(10);

/// One call, and where its answer goes.
struct Job {
    name: String,
    request: Value,
    number: u64,
    answer: runtime::Sender<Result<Value, Fault>>,
}

/// The way to the thread.
pub struct Worker {
    jobs: Mutex<Option<Sender<Job>>>,
    ended: Mutex<Receiver<()>>,
}

impl Worker {
    /// Starts the thread. The session is made on it and never leaves it.
    pub fn start(
        app: AppHandle,
        session: impl FnOnce() -> Session + Send + 'static,
    ) -> std::io::Result<Self> {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let (end, ended) = mpsc::channel();
        thread::Builder::new()
            .name("hub file".into())
            .spawn(move || {
                let mut session = session();
                for job in waiting {
                    let done = carry_out(&app, &mut session, &job);
                    // Nobody waits for the answer any more: the window is gone.
                    let _ = job.answer.try_send(done);
                }
                drop(session);
                let _ = end.send(());
            })?;
        Ok(Self {
            jobs: Mutex::new(Some(jobs)),
            ended: Mutex::new(ended),
        })
    }

    /// Asks the core and waits for the answer.
    pub async fn call(&self, name: String, request: Value, number: u64) -> Result<Value, Fault> {
        let (answer, mut answered) = runtime::channel(1);
        let job = Job {
            name,
            request,
            number,
            answer,
        };
        let sent = {
            let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
            jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok())
        };
        if !sent {
            return Err(faults::own());
        }
        answered.recv().await.unwrap_or_else(|| Err(faults::own()))
    }

    /// Takes no more calls and waits until the hub file is closed.
    pub fn end(&self) {
        drop(
            self.jobs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        if ended.recv_timeout(LAST_WORK).is_err() {
            log::warn!("the hub file was not closed in time");
        }
    }
}

fn carry_out(app: &AppHandle, session: &mut Session, job: &Job) -> Result<Value, Fault> {
    let shell = app.state::<Shell>();
    let tell = |progress: Progress| {
        if let Err(fault) = app.emit_to(window::LABEL, "progress", progress) {
            log::warn!("the window did not hear of progress: {fault}");
        }
    };
    // Somebody thought better of it while it waited for its turn.
    if shell.stops.taken_back(job.number) {
        return Err(StoreError::Stopped.into());
    }
    let work = Work {
        job: kind_of_work(&job.name),
        number: job.number,
        today: shell.today,
        tickets: &shell.tickets,
        stops: &shell.stops,
        tell: &tell,
        throttle: Mutex::default(),
    };
    let started = Instant::now();
    // After a fault of the program the session is still sound: its transaction was rolled back on the way out.
    let done = catch_unwind(AssertUnwindSafe(|| {
        ask(session, &work, &job.name, job.request.clone())
    }))
    .unwrap_or_else(|_| Err(faults::own()));
    timing::say(&job.name, started.elapsed());
    if let Err(fault) = &done {
        log::warn!("{}: {}", job.name, fault.code);
    }
    done
}

/// Asks the core. The first question of a window is what is open: then the hub file in its place is opened, if there is
/// one, and a fault of the file is the answer.
fn ask(session: &mut Session, world: &Work, name: &str, request: Value) -> Result<Value, Fault> {
    let answer = session.call(world, name, request)?;
    if name == "status" && answer["hub"].is_null() && session.places().store.exists() {
        return session.call(world, "hub_open", json!({ "file": null }));
    }
    Ok(answer)
}

/// What the window calls the work: reading a file and applying it are both `import`.
fn kind_of_work(command: &str) -> &str {
    command.split_once('_').map_or(command, |(first, _)| first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_goes_by_the_first_word_of_its_command() {
        assert_eq!(kind_of_work("import_preview"), "import");
        assert_eq!(kind_of_work("import_apply"), "import");
        assert_eq!(kind_of_work("pack"), "pack");
        assert_eq!(kind_of_work("share_write"), "share");
        assert_eq!(kind_of_work("incoming_preview"), "incoming");
        assert_eq!(kind_of_work("incoming_apply"), "incoming");
        assert_eq!(kind_of_work("join"), "join");
        assert_eq!(kind_of_work("copy_write"), "copy");
        assert_eq!(kind_of_work("folder_exchange"), "folder");
    }
}
