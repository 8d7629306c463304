//! Calls that wait for their turn: one after the other in the order they came, but beside long work those that only look
//! need not wait. Knows nothing of hub files.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long work goes on before somebody looks beside it. What is done sooner is not worth a second way in.
const SOON_DONE: Duration = Duration::from_millis(250);

/// A call.
pub trait Call {
    /// The command.
    fn name(&self) -> &str;
    /// It only looks, and may be carried out beside long work.
    fn looks(&self) -> bool;
}

/// What the one who looks beside is to do.
pub enum Next<C, W> {
    /// Carry this out, by this way.
    Look(C, W),
    /// The work beside which it looked is done: let go of the hub file.
    LetGo,
    /// There is nothing more to come.
    End,
}

/// The line. `W` is the way to look beside the work that goes on.
pub struct Line<C, W> {
    state: Mutex<State<C, W>>,
    changed: Condvar,
}

struct State<C, W> {
    waiting: VecDeque<C>,
    /// Long work that goes on, since when, and how to look beside it.
    long: Option<(Instant, W)>,
    /// Somebody looks beside, or still holds on to the hub file.
    beside: bool,
    closed: bool,
}

impl<C: Call, W: Clone> Line<C, W> {
    /// An empty line.
    pub fn new() -> Self {
        Self {
            state: Mutex::new(State {
                waiting: VecDeque::new(),
                long: None,
                beside: false,
                closed: false,
            }),
            changed: Condvar::new(),
        }
    }

    /// A call comes in; it is given back when the line is closed.
    pub fn add(&self, call: C) -> Result<(), C> {
        let mut state = self.state();
        if state.closed {
            return Err(call);
        }
        state.waiting.push_back(call);
        drop(state);
        self.changed.notify_all();
        Ok(())
    }

    /// Nothing more comes in.
    pub fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }

    /// The next call in its turn, as soon as there is one; none when the line is closed and everything is done.
    pub fn next(&self) -> Option<C> {
        let mut state = self.state();
        loop {
            if let Some(call) = state.waiting.pop_front() {
                return Some(call);
            }
            if state.closed {
                return None;
            }
            state = self.wait(state);
        }
    }

    /// Long work begins, beside which one may look by this way.
    pub fn begins(&self, way: W) {
        self.state().long = Some((Instant::now(), way));
        self.changed.notify_all();
    }

    /// It is done. Comes back when nobody looks beside it any more: what comes next has the hub file to itself.
    pub fn ends(&self) {
        let mut state = self.state();
        if state.long.take().is_none() {
            return;
        }
        self.changed.notify_all();
        while state.beside {
            state = self.wait(state);
        }
    }

    /// What is to be done beside, as soon as there is something.
    pub fn next_beside(&self) -> Next<C, W> {
        let mut state = self.state();
        loop {
            let Some((since, way)) = &state.long else {
                if state.beside {
                    return Next::LetGo;
                }
                if state.closed && state.waiting.is_empty() {
                    return Next::End;
                }
                state = self.wait(state);
                continue;
            };
            let left = SOON_DONE.saturating_sub(since.elapsed());
            if !left.is_zero() {
                let waited = self.changed.wait_timeout(state, left);
                state = waited.unwrap_or_else(PoisonError::into_inner).0;
                continue;
            }
            let way = way.clone();
            if let Some(call) = first_look(&mut state.waiting) {
                state.beside = true;
                return Next::Look(call, way);
            }
            state = self.wait(state);
        }
    }

    /// The hub file is let go of.
    pub fn let_go(&self) {
        self.state().beside = false;
        self.changed.notify_all();
    }

    /// A call could not be carried out beside: it has its turn first, and nobody looks beside this work again.
    pub fn give_back(&self, call: C) {
        let mut state = self.state();
        state.waiting.push_front(call);
        state.long = None;
        state.beside = false;
        drop(state);
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State<C, W>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State<C, W>>) -> MutexGuard<'a, State<C, W>> {
        self.changed
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes the first call that only looks out of the line. Typing that was just kept must be there when it is asked for: what
/// asks for it waits for what keeps it.
fn first_look<C: Call>(waiting: &mut VecDeque<C>) -> Option<C> {
    let keeps_typing = waiting
        .iter()
        .position(|call| matches!(call.name(), "draft_put" | "draft_drop"));
    let may = |at: usize, call: &C| {
        call.looks() && (call.name() != "draft_get" || keeps_typing.is_none_or(|k| at < k))
    };
    let at = waiting
        .iter()
        .enumerate()
        .position(|(at, call)| may(at, call))?;
    waiting.remove(at)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use std::{sync::mpsc, thread};

    use super::*;

    impl Call for &'static str {
        fn name(&self) -> &str {
            self
        }
        fn looks(&self) -> bool {
            matches!(*self, "view" | "draft_get")
        }
    }

    fn line(calls: &[&'static str]) -> Line<&'static str, u8> {
        let line = Line::new();
        for call in calls {
            line.add(*call).unwrap();
        }
        line
    }

    #[test]
    fn calls_have_their_turn_in_the_order_they_came_and_the_last_one_too() {
        let line = line(&["save", "view", "save"]);
        line.close();
        assert_eq!(line.add("late"), Err("late"));
        let all: Vec<_> = std::iter::from_fn(|| line.next()).collect();
        assert_eq!(all, ["save", "view", "save"]);
    }

    #[test]
    fn beside_long_work_only_what_looks_is_taken_and_the_rest_keeps_its_order() {
        let line = line(&["save", "view", "undo", "view"]);
        line.begins(7);
        for _ in 0..2 {
            assert!(matches!(line.next_beside(), Next::Look("view", 7)));
        }
        assert_eq!((line.next(), line.next()), (Some("save"), Some("undo")));
    }

    #[test]
    fn nobody_looks_beside_work_that_is_soon_done() {
        let line = line(&["view"]);
        line.begins(7);
        let start = Instant::now();
        assert!(matches!(line.next_beside(), Next::Look(..)));
        assert!(start.elapsed() >= SOON_DONE);
    }

    #[test]
    fn typing_that_was_just_kept_is_asked_for_after_it_is_kept() {
        let mut waiting = VecDeque::from(["draft_put", "draft_get", "view"]);
        assert_eq!(first_look(&mut waiting), Some("view"));
        assert_eq!(first_look(&mut waiting), None);
        let mut waiting = VecDeque::from(["draft_get", "draft_put"]);
        assert_eq!(first_look(&mut waiting), Some("draft_get"));
    }

    #[test]
    fn work_ends_only_when_nobody_looks_beside_it_any_more() {
        let line = line(&["view"]);
        line.begins(7);
        let (say, heard) = mpsc::channel();
        thread::scope(|scope| {
            assert!(matches!(line.next_beside(), Next::Look(..)));
            let ending = &line;
            scope.spawn(move || {
                ending.ends();
                say.send("ended").unwrap();
            });
            assert!(heard.recv_timeout(Duration::from_millis(50)).is_err());
            assert!(matches!(line.next_beside(), Next::LetGo));
            line.let_go();
            assert_eq!(heard.recv_timeout(Duration::from_secs(20)), Ok("ended"));
        });
    }

    #[test]
    fn what_cannot_be_looked_at_beside_has_its_turn_first() {
        let line = line(&["view", "save"]);
        line.begins(7);
        let Next::Look(call, _) = line.next_beside() else {
            panic!("nothing to look at");
        };
        line.give_back(call);
        line.ends();
        assert_eq!(line.next(), Some("view"));
    }

    #[test]
    fn whoever_looks_beside_ends_with_the_line() {
        let line = line(&[]);
        line.close();
        assert!(matches!(line.next_beside(), Next::End));
    }
}
