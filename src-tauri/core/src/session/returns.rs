//! Returns and sign-offs, put into the words of the return screen.

use super::{Reply, Session, papers, records::id_of, sign_offs::sign_offs_of};
use crate::{
    catalogue,
    contract::{
        AnswerCard, Fault, PaperInfo, ReturnAnswer, ReturnId, ReturnOpen, ReturnPage, ReturnReopen,
        Source, TodoLine, ViewSpec,
    },
    dates,
    env::Env,
    record::{FieldType, Id},
    registers::indicators::{
        FigureKind, Period,
        copy::{AnswerCopy, ReturnCopy},
        figures::{self, Verdict, figure_words},
        returns::{self, Written},
        waiting::{self, Reach},
    },
    store::{Row, Store, StoreError},
};

impl Session {
    /// Opens a return for a period.
    pub(super) fn return_open(&mut self, env: &dyn Env, request: &ReturnOpen) -> Reply<ReturnPage> {
        let period = match request.period.as_deref().filter(|p| !p.trim().is_empty()) {
            None => returns::usual_period(env.today()),
            Some(text) => text.parse::<Period>().map_err(|e| {
                let message = format!("{e} Nothing was changed.");
                Fault::from(StoreError::refused("bad_period", message, ""))
            })?,
        };
        let set = catalogue::shipped_kpi_set(request.set.as_deref().unwrap_or(catalogue::NATIONAL));
        let file = self.opened()?;
        let hub = returns::usual_hub(&file.store)?;
        let id = returns::open(&mut file.store, env, file.me, hub, set, period)?;
        page(&file.store, env, id)
    }

    /// A return with all its answers.
    pub(super) fn return_page(&mut self, env: &dyn Env, request: &ReturnId) -> Reply<ReturnPage> {
        page(self.read()?, env, id_of(&request.id)?)
    }

    /// Changes one answer.
    pub(super) fn return_answer(
        &mut self,
        env: &dyn Env,
        request: ReturnAnswer,
    ) -> Reply<ReturnPage> {
        let id = id_of(&request.id)?;
        let file = self.opened()?;
        let said = Written {
            narrative: request.narrative,
            figure: request.figure,
            figure_reason: request.figure_reason,
        };
        returns::write(&mut file.store, env, file.me, id, &request.number, said)?;
        page(&file.store, env, id)
    }

    /// Freezes the figures.
    pub(super) fn return_submit(&mut self, env: &dyn Env, request: &ReturnId) -> Reply<ReturnPage> {
        let id = id_of(&request.id)?;
        let file = self.opened()?;
        returns::submit(&mut file.store, env, file.me, id)?;
        page(&file.store, env, id)
    }

    /// Opens the next revision.
    pub(super) fn return_reopen(
        &mut self,
        env: &dyn Env,
        request: &ReturnReopen,
    ) -> Reply<ReturnPage> {
        let id = id_of(&request.id)?;
        let file = self.opened()?;
        returns::reopen(&mut file.store, env, file.me, id, &request.reason)?;
        page(&file.store, env, id)
    }
}

fn page(store: &Store, env: &dyn Env, id: Id) -> Reply<ReturnPage> {
    let row = store.row("return", id)?;
    let now = ReturnCopy::take(store, id, env.today())?;
    let state = row.text("state");
    let frozen = state != "open";
    let copy = if frozen { copy_info(store, id)? } else { None };
    // Without its copy the page shows what the records say now, and says so.
    let kept = match &copy {
        Some(paper) if paper.state == "here" => returns::submitted(store, id)?.map(|(c, _)| c),
        _ => None,
    };
    let shown = kept.as_ref().unwrap_or(&now);
    let params = figures::set_params(hub_of(&row)?, now.from, now.to);
    let mut answers = vec![];
    for answer in &shown.answers {
        let fresh = now
            .answers
            .iter()
            .find(|a| a.number == answer.number)
            .filter(|_| frozen);
        answers.push(card(answer, fresh, &params));
    }
    let todo = todo(store, id, &now, frozen)?;
    Ok(ReturnPage {
        id: id.to_string(),
        title: format!("{}, {}", shown.set.name, shown.period_words),
        hub: shown.hub.clone(),
        set: format!("{}, {}", shown.set.name, shown.set.version),
        period: shown.period.clone(),
        from: shown.from.to_string(),
        to: shown.to.to_string(),
        state_label: state_label(store, &state)?,
        state,
        revision: row.value("revision").as_int().unwrap_or(1),
        frozen,
        copy,
        answers,
        todo,
        sign_offs: sign_offs_of(store, "return", id)?,
        generation: store.generation()?,
    })
}

/// What became of the copy that was made when the return was submitted.
fn copy_info(store: &Store, id: Id) -> Reply<Option<PaperInfo>> {
    let Some((revision, hash)) = returns::newest_copy(store, id)? else {
        return Ok(None);
    };
    let kind = store.kind("return_revision")?;
    match kind.field("copy") {
        Some(field) => papers::info(store, kind.name(), field, revision, Some(&hash)),
        None => Ok(None),
    }
}

/// What stands in the way of submitting, or of signing off: what waits to be settled first, then what is missing.
fn todo(store: &Store, id: Id, now: &ReturnCopy, frozen: bool) -> Reply<Vec<TodoLine>> {
    let reach = if frozen {
        Reach::Itself
    } else {
        Reach::Figures
    };
    let number = |indicator: Option<Id>| {
        let answer = now.answers.iter().find(|a| Some(a.indicator) == indicator);
        answer.map(|a| a.number.clone()).unwrap_or_default()
    };
    let waiting = waiting::inside(store, id, reach)?.into_iter();
    let mut out: Vec<TodoLine> = waiting
        .map(|w| TodoLine {
            number: number(w.indicator),
            text: w.sentence,
        })
        .collect();
    if !frozen {
        let missing = returns::todo(now).into_iter();
        out.extend(missing.map(|(number, text)| TodoLine { number, text }));
    }
    Ok(out)
}

fn hub_of(row: &Row) -> Reply<Id> {
    row.value("hub")
        .as_id()
        .ok_or_else(|| StoreError::Log("a return without its hub".into()).into())
}

fn state_label(store: &Store, state: &str) -> Reply<String> {
    let field = store
        .kind("return")?
        .field("state")
        .map(|f| f.type_.clone());
    Ok(match field {
        Some(FieldType::Choice { options, .. }) => options
            .into_iter()
            .find(|o| o.value == state)
            .map(|o| o.label)
            .unwrap_or_default(),
        _ => String::new(),
    })
}

fn card(
    a: &AnswerCopy,
    fresh: Option<&AnswerCopy>,
    params: &std::collections::BTreeMap<String, String>,
) -> AnswerCard {
    let view = |set: &str| {
        ViewSpec::of(Source::Set {
            set: set.to_owned(),
            params: params.clone(),
        })
    };
    let words = |value: Option<i64>| value.map(|v| figure_words(a.kind, v)).unwrap_or_default();
    let target = a.target.as_ref().map_or(String::new(), |(value, by)| {
        if by.is_empty() {
            figure_words(a.kind, *value)
        } else {
            format!("{} ({by})", figure_words(a.kind, *value))
        }
    });
    let baseline = a
        .baseline
        .as_ref()
        .map_or(String::new(), |(value, day, _)| {
            format!(
                "{} on {}",
                figure_words(a.kind, *value),
                dates::in_words(*day)
            )
        });
    let verdict = a.verdict();
    AnswerCard {
        number: a.number.clone(),
        title: a.title.clone(),
        question: a.question.clone(),
        kind: kind_name(a.kind).into(),
        formula: a.formula.clone(),
        worked_out: a.worked_out_words(),
        figure: a.figure_words(),
        typed: words(a.typed),
        figure_reason: a.figure_reason.clone(),
        figure_needed: matches!(
            a.kind,
            FigureKind::Percentage | FigureKind::Count | FigureKind::Change
        ),
        narrative_needed: a.narrative_needed,
        baseline,
        target,
        verdict: verdict.name().into(),
        verdict_text: match verdict {
            Verdict::Met => "Target met".into(),
            Verdict::Missed => "Target missed: say in the narrative why, and what follows".into(),
            Verdict::None => String::new(),
        },
        previous: words(a.previous),
        narrative: a.narrative.clone(),
        clarification: a.clarification.clone(),
        later: fresh
            .filter(|f| f.worked_out_words() != a.worked_out_words())
            .map(|f| format!("The registers now give {}.", f.worked_out_words()))
            .unwrap_or_default(),
        numerator: a.sets.as_ref().map(|s| view(&s.0)),
        denominator: a
            .sets
            .as_ref()
            .filter(|s| !s.1.is_empty())
            .map(|s| view(&s.1)),
    }
}

fn kind_name(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Percentage => "percentage",
        FigureKind::Count => "count",
        FigureKind::Change => "change",
        FigureKind::Breakdown => "breakdown",
        FigureKind::Narrative => "narrative",
    }
}
