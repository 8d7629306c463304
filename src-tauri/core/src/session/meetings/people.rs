//! The people of a meeting: who was there, and who does not get which papers.

use std::collections::BTreeMap;

use super::super::{Reply, boards::label};
use crate::{
    contract::{PresenceCard, WithheldPapers},
    record::Id,
    registers::{governance::time_of_day, interests::rulings::Touched},
    store::Store,
};

/// Everybody who sits on the board on the day, and whoever else is down for the meeting.
pub(super) fn people(store: &Store, of: &Touched) -> Reply<Vec<PresenceCard>> {
    let mut cards: BTreeMap<(u8, String, Id), PresenceCard> = BTreeMap::new();
    let card = |person: Id, name: &str| PresenceCard {
        person: person.to_string(),
        name: name.to_owned(),
        capacity: String::new(),
        voting: false,
        presence: String::new(),
        arrived: String::new(),
        left: String::new(),
        stepped_out: String::new(),
        came_back: String::new(),
    };
    let mut place: BTreeMap<Id, (u8, String, Id)> = BTreeMap::new();
    for sitting in of.meeting.board.sitting_on(of.meeting.line.day) {
        let rank = sitting
            .chairs()
            .unwrap_or(if sitting.is_member() { 5 } else { 6 });
        let at = (rank, sitting.name.clone(), sitting.person);
        place.entry(sitting.person).or_insert_with(|| at.clone());
        let card = cards
            .entry(at)
            .or_insert_with(|| card(sitting.person, &sitting.name));
        card.capacity = label(store, "board_membership", "capacity", &sitting.capacity)?;
        card.voting |= sitting.voting;
    }
    for presence in &of.meeting.presence {
        let at = place.get(&presence.person).cloned().unwrap_or((
            7,
            presence.name.clone(),
            presence.person,
        ));
        let clock = |minute: Option<i64>| minute.map(time_of_day).unwrap_or_default();
        let card = cards
            .entry(at)
            .or_insert_with(|| card(presence.person, &presence.name));
        if let Some(member) = presence.stands_in_for.filter(|_| card.capacity.is_empty()) {
            card.capacity = format!("Stand-in for {}", store.title("person", member)?);
        }
        card.presence.clone_from(&presence.presence);
        card.arrived = clock(presence.arrived);
        card.left = clock(presence.left);
        card.stepped_out = clock(presence.stepped_out);
        card.came_back = clock(presence.came_back);
    }
    Ok(cards.into_values().collect())
}

/// Whose copies go without which papers: they leave the room for those items.
pub(super) fn withheld(of: &Touched) -> Vec<WithheldPapers> {
    let mut all: BTreeMap<(String, Id), WithheldPapers> = BTreeMap::new();
    for concern in of.concerns.iter().filter(|c| c.withholds_paper()) {
        let Some(item) = of.meeting.items.iter().find(|i| i.id == concern.item) else {
            continue;
        };
        let papers = all
            .entry((concern.name.clone(), concern.person))
            .or_insert_with(|| WithheldPapers {
                person: concern.person.to_string(),
                name: concern.name.clone(),
                items: vec![],
                titles: vec![],
            });
        papers.items.push(item.id.to_string());
        papers
            .titles
            .push(format!("{}. {}", item.place, item.title));
    }
    all.into_values().collect()
}
