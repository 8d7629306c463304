//! Every screen there is, in every state of data, in light and in dark: looked at, checked with axe-core, walked through
//! with the Tab key, made narrow and put under a contrast theme. The table of results is printed and kept in
//! `artefacts/window/all-screens.txt`.

mod addresses;
mod checks;
mod opened;
mod overlays;
mod planted;
mod state;
mod table;

use state::State;
use table::Table;

use crate::harness::Home;

/// One session for each state, side by side.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn every_screen_can_be_used_by_everybody_in_every_state() {
    let walks = [State::Empty, State::Sample, State::Error].map(|state| tokio::spawn(walk(state)));
    let mut table = Table::default();
    for walk in walks {
        table.add(walk.await.expect("a walk over all screens"));
    }
    table.show();
    assert!(table.faults().is_empty(), "{}", table.faults());
}

async fn walk(state: State) -> Table {
    let mut table = Table::of(state.name());
    let home = Home::new();
    let (window, known) = state.open(&home).await;
    let pages = addresses::pages();
    let screens = pages.iter().flat_map(|page| addresses::of(page, &known));
    let screens = screens.collect::<Vec<_>>();
    for (name, address) in &screens {
        checks::look(&window, state, name, address, &mut table).await;
    }
    if state == State::Sample {
        overlays::look(&window, &mut table).await;
        opened::look(&window, &home, &known, &mut table).await;
    }
    checks::make_narrow(&window).await;
    for (name, address) in &screens {
        checks::look_narrow(&window, name, address, &mut table).await;
    }
    checks::nothing_foreign(&window, &mut table).await;
    window.close().await;
    table
}
