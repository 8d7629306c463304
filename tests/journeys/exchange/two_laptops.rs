//! Two laptops: start from a file, go apart, come together.

use hubfolio_core::{
    exchange::{ExchangeError, Protecting},
    store::{Action, StoreError, Verb},
};
use hubfolio_tests::{Laptop, team::LITTLE_WORK};

fn hashes(laptop: &mut Laptop) -> (String, String) {
    let store = laptop.store();
    (
        store.state_hash().unwrap(),
        store.state_hash_heads().unwrap(),
    )
}

#[test]
fn a_new_laptop_starts_from_a_file_and_both_stay_equal() {
    let mut ann = Laptop::new(1);
    let practice = ann
        .put(
            "practice",
            None,
            &[("name", "Abbey Road".into()), ("ods_code", "M84001".into())],
        )
        .unwrap()
        .0;
    let mut ben = ann.joined(2);
    assert_eq!(
        ben.store().title("practice", practice).unwrap(),
        "Abbey Road"
    );

    ben.put(
        "practice",
        Some(practice),
        &[("telephone", "01926 1".into())],
    )
    .unwrap();
    let from_ben = ben.file("ben.hubx");
    ben.send(&from_ben, false, Protecting::Colleagues).unwrap();
    let preview = ann.look(&[&from_ben], None).unwrap();
    assert_eq!(preview.laptops.len(), 1, "nobody has admitted Ben's laptop");
    let held = ann.bring_in(&[&from_ben], None, &[]).unwrap();
    assert_eq!((held.edits, held.waiting), (0, 2), "his edits are held");
    let came = ann.bring_in_and_admit(&[&from_ben]).unwrap();
    assert_eq!((came.edits, came.waiting), (2, 0), "{}", came.summary);

    let from_ann = ann.file("ann.hubx");
    ann.send(&from_ann, false, Protecting::Colleagues).unwrap();
    ben.bring_in(&[&from_ann], None, &[]).unwrap();
    assert_eq!(hashes(&mut ann), hashes(&mut ben));
    assert!(ann.store().check().unwrap().faults.is_empty());
    let before = hashes(&mut ben);
    ben.rebuild().unwrap();
    assert_eq!(before, hashes(&mut ben));
}

#[test]
fn two_edits_of_one_field_are_both_kept() {
    let mut ann = Laptop::new(1);
    let practice = ann
        .put(
            "practice",
            None,
            &[("name", "Abbey Road".into()), ("ods_code", "M84001".into())],
        )
        .unwrap()
        .0;
    let mut ben = ann.joined(2);
    ann.put("practice", Some(practice), &[("telephone", "1".into())])
        .unwrap();
    ben.put("practice", Some(practice), &[("telephone", "2".into())])
        .unwrap();
    let (from_ann, from_ben) = (ann.file("a.hubx"), ben.file("b.hubx"));
    ben.send(&from_ben, false, Protecting::Colleagues).unwrap();
    ann.bring_in_and_admit(&[&from_ben]).unwrap();
    ann.send(&from_ann, false, Protecting::Colleagues).unwrap();
    ben.bring_in(&[&from_ann], None, &[]).unwrap();
    assert_eq!(hashes(&mut ann), hashes(&mut ben));
    for laptop in [&mut ann, &mut ben] {
        let versions = laptop
            .store()
            .versions(practice, "practice", "telephone")
            .unwrap();
        assert_eq!(versions.len(), 2);
    }
    ann.put("practice", Some(practice), &[("telephone", "3".into())])
        .unwrap();
    let settled = ann.file("s.hubx");
    ann.send(&settled, false, Protecting::Colleagues).unwrap();
    let came = ben.bring_in(&[&settled], None, &[]).unwrap();
    assert_eq!((came.edits, came.to_settle), (1, 0));
    assert_eq!(hashes(&mut ann), hashes(&mut ben));
    let again = ben.bring_in(&[&settled], None, &[]).unwrap();
    assert_eq!(again.edits, 0, "bringing in twice does nothing");
}

#[test]
fn an_invitation_admits_one_laptop_at_once_and_no_second() {
    let mut ann = Laptop::new(1);
    let who = ann.colleague();
    let invited = {
        let store = ann.store.as_mut().unwrap();
        hubfolio_core::exchange::team::invite(store, &ann.world, &who, "Ben").unwrap()
    };
    let words = invited.1.text().to_owned();
    let file = ann.file("invitation.hubx");
    ann.send(
        &file,
        true,
        Protecting::Words(Some(words.clone()), LITTLE_WORK),
    )
    .unwrap();
    let mut ben = hubfolio_tests::team::join(2, &file, Some(&words));
    let mut eve = hubfolio_tests::team::join(3, &file, Some(&words));
    let (from_ben, from_eve) = (ben.file("b.hubx"), eve.file("e.hubx"));
    ben.send(&from_ben, false, Protecting::Colleagues).unwrap();
    eve.send(&from_eve, false, Protecting::Colleagues).unwrap();
    assert_eq!(ann.bring_in(&[&from_ben], None, &[]).unwrap().waiting, 0);
    let preview = ann.look(&[&from_eve], None).unwrap();
    assert!(
        preview
            .decisions
            .iter()
            .any(|d| d.contains("used by another laptop")),
        "{preview:?}"
    );
    assert_eq!(ann.bring_in(&[&from_eve], None, &[]).unwrap().edits, 0);
}

#[test]
fn the_file_of_an_invitation_opens_with_the_words_of_that_invitation_only() {
    use hubfolio_core::{
        contract::Fault,
        exchange::{Words, team},
    };
    let mut ann = Laptop::new(1);
    let who = ann.colleague();
    let store = ann.store.as_mut().unwrap();
    let (invitation, words) = team::invite(store, &ann.world, &who, "Ben").unwrap();
    let (_, others) = team::invite(store, &ann.world, &who, "Eve").unwrap();
    let id = invitation.id.to_string();
    let as_read_out = Words::typed(&words.text().to_uppercase().replace(' ', "-"));
    team::check_invitation(store, &id, &as_read_out).unwrap();
    let wrong: Fault = team::check_invitation(store, &id, &others)
        .unwrap_err()
        .into();
    assert_eq!(wrong.fields[0].field, "words");
    assert!(wrong.message.contains("invitation for Ben"), "{wrong:?}");
    assert!(team::check_invitation(store, "none", &words).is_err());
}

#[test]
fn a_file_of_another_team_is_refused() {
    let (mut ann, mut zoe) = (Laptop::new(1), Laptop::new(9));
    let file = zoe.file("z.hubx");
    let sent = zoe
        .send(&file, true, Protecting::Words(None, LITTLE_WORK))
        .unwrap();
    let refused = ann.bring_in(&[&file], sent.words.as_deref(), &[]);
    assert!(
        matches!(refused, Err(ExchangeError::OtherTeam)),
        "{refused:?}"
    );
    let wrong = ann.bring_in(&[&file], Some("some other words"), &[]);
    assert!(matches!(wrong, Err(ExchangeError::WordsWrong)), "{wrong:?}");
}

#[test]
fn personal_data_does_not_leave_unprotected() {
    let mut ann = Laptop::new(1);
    let open = ann.file("open.hubx");
    ann.send(&open, true, Protecting::Open).unwrap();
    ann.put("person", None, &[("name", "Priya Patel".into())])
        .unwrap();
    let refused = ann.send(&ann.file("no.hubx"), true, Protecting::Open);
    assert!(
        matches!(refused, Err(ExchangeError::Refused(_))),
        "{refused:?}"
    );
    assert!(!ann.file("no.hubx").exists());
}

#[test]
fn personal_data_in_edits_that_wait_does_not_leave_unprotected() {
    let mut ann = Laptop::new(1);
    let mut ben = ann.joined(2);
    ben.put("person", None, &[("name", "Priya Patel".into())])
        .unwrap();
    let from_ben = ben.file("b.hubx");
    ben.send(&from_ben, false, Protecting::Colleagues).unwrap();
    let open = ann.file("open.hubx");
    ann.send(&open, false, Protecting::Open).unwrap();
    assert!(ann.bring_in(&[&from_ben], None, &[]).unwrap().waiting > 0);
    let leaves = hubfolio_core::exchange::contents(ann.store(), false).unwrap();
    assert!(leaves.records["person"].len() > 1, "{:?}", leaves.records);
    let refused = ann.send(&ann.file("no.hubx"), false, Protecting::Open);
    assert!(
        matches!(refused, Err(ExchangeError::Refused(_))),
        "{refused:?}"
    );
}

#[test]
fn a_reason_that_people_wrote_does_not_leave_unprotected() {
    let mut ann = Laptop::new(1);
    let why = Some("Priya Patel's father is ill".to_owned());
    let (store, me) = (ann.store.as_mut().unwrap(), ann.me);
    store
        .transact(&ann.world, me, Action::new(Verb::Add).because(why), |tx| {
            let name = hubfolio_tests::fields(&[("name", "North".into())]);
            tx.put("place", None, &name)
        })
        .unwrap();
    let refused = ann.send(&ann.file("no.hubx"), true, Protecting::Open);
    assert!(
        matches!(refused, Err(ExchangeError::Refused(_))),
        "{refused:?}"
    );
}

#[test]
fn a_bringing_in_that_is_stopped_admits_nobody() {
    let mut ann = Laptop::new(1);
    let mut ben = ann.joined(2);
    let from_ben = ben.file("b.hubx");
    ben.send(&from_ben, false, Protecting::Colleagues).unwrap();
    let before = (hashes(&mut ann), ann.store().generation().unwrap());
    ann.world.stops.set(true);
    let stopped = ann.bring_in_and_admit(&[&from_ben]);
    assert!(
        matches!(stopped, Err(ExchangeError::Store(StoreError::Stopped))),
        "{stopped:?}"
    );
    assert_eq!(
        (hashes(&mut ann), ann.store().generation().unwrap()),
        before
    );
    // What this laptop remembers of itself outside the file still fits.
    ann.world.stops.set(false);
    ann.put("place", None, &[("name", "North".into())]).unwrap();
    ann.reopen().unwrap();
    ann.put("place", None, &[("name", "South".into())]).unwrap();
    assert_eq!(ann.store().actors().unwrap().len(), 1);
    assert_eq!(ann.bring_in_and_admit(&[&from_ben]).unwrap().waiting, 0);
    ann.reopen().unwrap();
    ann.put("place", None, &[("name", "East".into())]).unwrap();
    assert_eq!(ann.store().actors().unwrap().len(), 2, "Ann and Ben");
    assert!(ann.store().check().unwrap().faults.is_empty());
}

#[test]
fn a_new_laptop_does_not_start_from_a_file_that_leaves_something_out() {
    let mut ann = Laptop::new(1);
    let mut ben = ann.joined(2);
    let from_ben = ben.file("b.hubx");
    ben.send(&from_ben, false, Protecting::Colleagues).unwrap();
    ann.bring_in_and_admit(&[&from_ben]).unwrap();
    let part = ann.file("part.hubx");
    let words = Protecting::Words(None, LITTLE_WORK);
    let sent = ann.send(&part, false, words).unwrap();
    let staged = ann.staged(&[&part], sent.words.as_deref()).unwrap();
    let refused = hubfolio_core::exchange::holds_everything(&staged[0]);
    assert!(
        matches!(&refused, Err(ExchangeError::Refused(f)) if f.code == "not_everything"),
        "{refused:?}"
    );
}

#[test]
fn a_file_of_another_team_is_told_without_its_words() {
    let (mut ann, mut zoe) = (Laptop::new(1), Laptop::new(9));
    let file = zoe.file("z.hubx");
    zoe.send(&file, true, Protecting::Words(None, LITTLE_WORK))
        .unwrap();
    let keys = ann.keys(None);
    let refused = hubfolio_core::exchange::open(ann.store(), &file, &keys).map(drop);
    assert!(
        matches!(refused, Err(ExchangeError::OtherTeam)),
        "{refused:?}"
    );
    let own = ann.file("a.hubx");
    ann.send(&own, true, Protecting::Words(None, LITTLE_WORK))
        .unwrap();
    let needs = hubfolio_core::exchange::open(ann.store(), &own, &keys).map(drop);
    assert!(
        matches!(needs, Err(ExchangeError::WordsNeeded)),
        "{needs:?}"
    );
}
