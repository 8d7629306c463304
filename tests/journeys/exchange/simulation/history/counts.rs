//! What happened in histories, so that none is tame.

/// What happened in some histories.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    pub laptops: u64,
    pub edits: u64,
    pub sent: u64,
    pub brought_in: u64,
    pub refused: u64,
    pub restored: u64,
    pub cloned: u64,
    pub joined: u64,
    pub blocked: u64,
    pub erased: u64,
    pub attached: u64,
    pub signed: u64,
    pub interrupted: u64,
    pub waited: u64,
    pub versions: u64,
    pub changes: u64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, o: Self) {
        self.laptops += o.laptops;
        self.edits += o.edits;
        self.sent += o.sent;
        self.brought_in += o.brought_in;
        self.refused += o.refused;
        self.restored += o.restored;
        self.cloned += o.cloned;
        self.joined += o.joined;
        self.blocked += o.blocked;
        self.erased += o.erased;
        self.attached += o.attached;
        self.signed += o.signed;
        self.interrupted += o.interrupted;
        self.waited += o.waited;
        self.versions += o.versions;
        self.changes += o.changes;
    }
}
