//! Rules over what makes people declare anew: a post, other work in one, a supplier, the lead of a programme (COI-2).

use super::{
    Look, Rule, Said, Severity, Verdict, ids,
    interests::{of_people, people_of, policy_turns},
    verdict,
};
use crate::{
    dates,
    record::Id,
    registers::interests::{
        due::{Asked, Role},
        facts, posts, programmes, suppliers,
    },
    store::Result,
};

/// The rules.
pub const RULES: &[Rule] = &[
    Rule {
        id: "interest.new_post",
        severity: Severity::Due,
        subject: "team_member",
        reads: &["declaration", "board_membership", "host_policy", "person"],
        affected: posts_of,
        look: new_post,
    },
    Rule {
        id: "interest.programme_lead",
        severity: Severity::Due,
        subject: "team_member",
        reads: &["declaration", "board_membership", "host_policy", "person"],
        affected: posts_of,
        look: programme_lead,
    },
    Rule {
        id: "interest.post_elsewhere",
        severity: Severity::Due,
        subject: "post",
        reads: &["declaration", "board_membership", "host_policy", "person"],
        affected: posts_elsewhere_of,
        look: post_elsewhere,
    },
    Rule {
        id: "interest.new_supplier",
        severity: Severity::Due,
        subject: "person",
        reads: &[
            "organisation",
            "declaration",
            "board_membership",
            "host_policy",
        ],
        affected: members_asked,
        look: new_supplier,
    },
];

fn posts_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    match kind {
        "host_policy" => ids(look, "SELECT id FROM team_member", []),
        _ => of_people(
            look,
            kind,
            id,
            "SELECT id FROM team_member WHERE person = ?1",
        ),
    }
}

fn posts_elsewhere_of(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    match kind {
        "host_policy" => ids(
            look,
            "SELECT id FROM post WHERE person IN (SELECT person FROM board_membership)",
            [],
        ),
        _ => of_people(look, kind, id, "SELECT id FROM post WHERE person = ?1"),
    }
}

/// The members of boards, where an organisation is or was a supplier.
fn members_asked(look: &Look<'_>, kind: &str, id: Id) -> Result<Vec<Id>> {
    const MEMBERS: &str = "SELECT DISTINCT person FROM board_membership WHERE person IS NOT NULL";
    match kind {
        "host_policy" => ids(look, MEMBERS, []),
        "organisation" => {
            let said = look
                .db
                .prepare_cached(
                    "SELECT 1 FROM log_write w JOIN log_field f USING (field_no)
                     WHERE w.record = ?1 AND f.field = 'supplier_since' LIMIT 1",
                )?
                .exists([id])?;
            if said {
                ids(look, MEMBERS, [])
            } else {
                Ok(vec![])
            }
        }
        _ => people_of(look, kind, id),
    }
}

/// The roles on boards of a person.
fn roles_of(look: &Look<'_>, person: Id) -> Result<Vec<Role>> {
    let mut roles = vec![];
    for membership in ids(
        look,
        "SELECT id FROM live_board_membership WHERE person = ?1 ORDER BY id",
        [person],
    )? {
        roles.extend(facts::role_of(look.db, membership)?);
    }
    Ok(roles)
}

/// A member of a board took a new post in the hub's team and has declared nothing since.
fn new_post(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    match posts::in_team(look.db, id)? {
        Some(post) if !post.leads() => of_post(look, &post, "took a new post"),
        _ => Ok(Verdict::default()),
    }
}

/// Somebody took on the lead of a programme and has declared nothing since.
fn programme_lead(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    match posts::in_team(look.db, id)? {
        Some(post) if post.leads() => of_post(look, &post, "took on the lead of a programme"),
        _ => Ok(Verdict::default()),
    }
}

/// A member of a board took a post elsewhere and has declared nothing since.
fn post_elsewhere(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    match posts::elsewhere(look.db, id)? {
        Some(post) => of_post(look, &post, "took a post elsewhere"),
        None => Ok(Verdict::default()),
    }
}

fn asked(look: &Look<'_>, post: &posts::Post) -> Result<Asked> {
    let roles = roles_of(look, post.person)?;
    let board = roles.first().and_then(|r| r.board);
    let policy = facts::policy(look.db, look.today, board)?;
    let said_by = facts::said_by(look.db, post.person)?;
    let asked = if post.leads() {
        programmes::asked
    } else {
        posts::asked
    };
    Ok(asked(post, &roles, &said_by, &policy, look.today))
}

fn of_post(look: &Look<'_>, post: &posts::Post, took: &str) -> Result<Verdict> {
    let asked = asked(look, post)?;
    let next = [asked.next, policy_turns(look)?]
        .into_iter()
        .flatten()
        .min();
    let Some(due) = asked.due else {
        return verdict(None, next);
    };
    let since = due.since.unwrap_or(post.start);
    let did = if since == post.start || post.leads() {
        took
    } else {
        "took on other work"
    };
    let finding = Said {
        text: format!(
            "{} {did} on {} and has declared nothing since; due by {}.",
            post.name,
            dates::in_words(since),
            dates::in_words(due.due)
        ),
        fix: "Ask for a declaration; “no change” is an answer.".into(),
        due: Some(due.due),
    };
    verdict(Some(finding), next)
}

/// A supplier was taken on, and a member of a board has declared nothing since.
fn new_supplier(look: &Look<'_>, _: &str, id: Id) -> Result<Verdict> {
    let roles = roles_of(look, id)?;
    let Some(role) = roles.first() else {
        return Ok(Verdict::default());
    };
    let policy = facts::policy(look.db, look.today, role.board)?;
    let said_by = facts::said_by(look.db, id)?;
    let all = suppliers::suppliers(look.db)?;
    let (asked, names) = suppliers::asked(&all, &roles, &said_by, &policy, look.today);
    let next = [asked.next, policy_turns(look)?]
        .into_iter()
        .flatten()
        .min();
    let (Some(due), Some(since)) = (&asked.due, asked.due.as_ref().and_then(|d| d.since)) else {
        return verdict(None, next);
    };
    let finding = Said {
        text: format!(
            "{} has declared nothing since {} was taken on as a supplier on {}; due by {}.",
            role.name,
            suppliers::in_words(&names),
            dates::in_words(since),
            dates::in_words(due.due)
        ),
        fix: "Ask for a declaration; “no change” is an answer.".into(),
        due: Some(due.due),
    };
    verdict(Some(finding), next)
}
