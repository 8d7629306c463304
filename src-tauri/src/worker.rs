//! The thread that the hub file lives on. Calls are carried out one after the other, in the order they came; the window
//! stays responsive meanwhile. Beside long work a second thread answers what only looks.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver},
    },
    thread,
    time::{Duration, Instant},
};

use hubfolio_core::{
    contract::Fault,
    session::{
        Session,
        beside::{self, Beside},
    },
    store::StoreError,
};
use serde_json::{Value, json};
use tauri::{AppHandle, Emitter, Manager, async_runtime as runtime};

use crate::{
    app::Shell,
    faults,
    line::{Call, Line, Next},
    progress::Progress,
    timing, window,
    work::Work,
};

/// How long the end of the program waits for work that is going on. What is not done by then is not kept, and nothing
/// is half-kept.
const LAST_WORK: Duration = Duration::from_secs(10);

/// The first question of a window: what is open.
const OPENED: &str = "status";

/// One call, and where its answer goes.
struct Job {
    name: String,
    request: Value,
    number: u64,
    answer: runtime::Sender<Result<Value, Fault>>,
}

impl Job {
    /// What the window will ask first.
    fn at_start() -> Self {
        Self {
            name: OPENED.into(),
            request: json!({}),
            number: 0,
            answer: runtime::channel(1).0,
        }
    }
}

impl Call for Job {
    fn name(&self) -> &str {
        &self.name
    }

    fn looks(&self) -> bool {
        beside::looks(&self.name)
    }
}

/// The calls, as both threads see them.
type Jobs = Line<Job, Beside>;

/// The way to the threads.
pub struct Worker {
    jobs: Arc<Jobs>,
    ended: Mutex<Receiver<()>>,
}

impl Worker {
    /// Starts the threads. The session is made on the first and never leaves it.
    pub fn start(
        app: AppHandle,
        session: impl FnOnce() -> Session + Send + 'static,
    ) -> std::io::Result<Self> {
        let jobs = Arc::new(Jobs::new());
        let (end, ended) = mpsc::channel();
        let (line, others) = (Arc::clone(&jobs), Arc::clone(&jobs));
        let other = app.clone();
        thread::Builder::new()
            .name("hub file".into())
            .spawn(move || {
                let mut session = session();
                // The hub file is opened while the window's engine still starts. What came of it is the answer to the first
                // question, also where it is a fault: nothing is tried twice.
                let mut opened = Some(carry_out(&app, &mut session, &Job::at_start()));
                while let Some(job) = line.next() {
                    if beside::is_long(&job.name)
                        && let Some(way) = session.beside()
                    {
                        line.begins(way);
                    }
                    let done = match opened.take_if(|_| job.name == OPENED) {
                        Some(answer) => answer,
                        None => carry_out(&app, &mut session, &job),
                    };
                    line.ends();
                    // Nobody waits for the answer any more: the window is gone.
                    let _ = job.answer.try_send(done);
                }
                drop(session);
                let _ = end.send(());
            })?;
        thread::Builder::new()
            .name("looking beside".into())
            .spawn(move || look_beside(&other, &others))?;
        Ok(Self {
            jobs,
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
        if self.jobs.add(job).is_err() {
            return Err(faults::own());
        }
        answered.recv().await.unwrap_or_else(|| Err(faults::own()))
    }

    /// Takes no more calls and waits until the hub file is closed.
    pub fn end(&self) {
        self.jobs.close();
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        if ended.recv_timeout(LAST_WORK).is_err() {
            log::warn!("the hub file was not closed in time");
        }
    }
}

/// Answers what only looks while long work goes on. The hub file is opened for that work alone and let go of with it.
fn look_beside(app: &AppHandle, jobs: &Jobs) {
    let mut open: Option<Session> = None;
    loop {
        match jobs.next_beside() {
            Next::Look(job, way) => {
                let session = match open.take() {
                    Some(session) => Ok(session),
                    // Whatever goes wrong here, the work beside which it looks goes on.
                    None => with_work(app, &job, |work| {
                        catch_unwind(AssertUnwindSafe(|| way.open(work)))
                            .unwrap_or_else(|_| Err(faults::own()))
                    }),
                };
                match session {
                    Ok(mut session) => {
                        let done = carry_out(app, &mut session, &job);
                        open = Some(session);
                        let _ = job.answer.try_send(done);
                    }
                    Err(fault) => {
                        log::warn!("nothing can be looked at beside: {}", fault.code);
                        jobs.give_back(job);
                    }
                }
            }
            Next::LetGo => {
                open = None;
                jobs.let_go();
            }
            Next::End => return,
        }
    }
}

fn carry_out(app: &AppHandle, session: &mut Session, job: &Job) -> Result<Value, Fault> {
    // Somebody thought better of it while it waited for its turn.
    if app.state::<Shell>().stops.taken_back(job.number) {
        return Err(StoreError::Stopped.into());
    }
    let started = Instant::now();
    // After a fault of the program the session is still sound: its transaction was rolled back on the way out.
    let done = with_work(app, job, |work| {
        catch_unwind(AssertUnwindSafe(|| {
            ask(session, work, &job.name, job.request.clone())
        }))
        .unwrap_or_else(|_| Err(faults::own()))
    });
    timing::say(&job.name, started.elapsed());
    if let Err(fault) = &done {
        log::warn!("{}: {}", job.name, fault.code);
    }
    done
}

/// Gives a call its world.
fn with_work<R>(app: &AppHandle, job: &Job, see: impl FnOnce(&Work) -> R) -> R {
    let shell = app.state::<Shell>();
    let tell = |progress: Progress| {
        if let Err(fault) = app.emit_to(window::LABEL, "progress", progress) {
            log::warn!("the window did not hear of progress: {fault}");
        }
    };
    see(&Work {
        job: kind_of_work(&job.name),
        number: job.number,
        today: shell.today,
        tickets: &shell.tickets,
        stops: &shell.stops,
        tell: &tell,
        throttle: Mutex::default(),
    })
}

/// Asks the core. The first question of a window is what is open: then the hub file in its place is opened, if there is
/// one, and a fault of the file is the answer.
fn ask(session: &mut Session, world: &Work, name: &str, request: Value) -> Result<Value, Fault> {
    let answer = session.call(world, name, request)?;
    if name == OPENED && answer["hub"].is_null() && session.places().store.exists() {
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
