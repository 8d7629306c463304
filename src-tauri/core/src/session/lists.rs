//! Candidates for references, and search.

use super::{Reply, Session, references};
use crate::{
    contract::{Lookup, LookupHit, Search, SearchHit, Source, ViewSpec},
    env::Env,
};

/// Most hits in one reply.
const MOST_HITS: i64 = 200;

impl Session {
    /// The candidates for a reference as the person types.
    pub(super) fn lookup(&mut self, env: &dyn Env, request: &Lookup) -> Reply<Vec<LookupHit>> {
        let store = self.read()?;
        let kind = store.kind(&request.kind)?;
        let detail = references::detail_of(kind);
        let spec = ViewSpec {
            source: Source::Kind {
                kind: request.kind.clone(),
            },
            columns: detail.map(|d| vec![d.to_owned()]).unwrap_or_default(),
            filter: None,
            sort: vec![],
            group: None,
            search: Some(request.text.clone()),
            offset: 0,
            limit: request.limit.clamp(1, MOST_HITS),
        };
        let page = store.view(&spec, env.today())?;
        let rows = page.rows.into_iter().map(|row| LookupHit {
            id: row.id,
            title: row.title,
            detail: if detail.is_some() {
                row.cells
                    .into_iter()
                    .next()
                    .map(|c| c.text)
                    .unwrap_or_default()
            } else {
                String::new()
            },
        });
        Ok(rows.collect())
    }

    /// Search over everything; slips of the keyboard are forgiven where nothing else is found.
    pub(super) fn search(&mut self, request: &Search) -> Reply<Vec<SearchHit>> {
        let hits = self
            .read()?
            .search_or_nearly(&request.text, request.limit.clamp(1, MOST_HITS))?;
        let hits = hits.into_iter().map(|h| SearchHit {
            kind: h.kind,
            id: h.id.to_string(),
            title: h.title,
            excerpt: h.excerpt,
        });
        Ok(hits.collect())
    }
}
