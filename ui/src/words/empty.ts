// What an empty list teaches: the first thing to do with it. Where a national file fills it, that file comes first.
export interface First {
  text: string;
  /** The file that fills the list, and the words on the button for it. */
  mapping?: string;
  button?: string;
}

const partners = { mapping: "pcn-partners", button: "Import the PCN partners" };

export const first: Record<string, First> = {
  practice: { text: "Begin with the national list (epraccur). It has the code, address and state of every practice of your health system.", mapping: "epraccur", button: "Import the national list" },
  pcn: { text: "Begin with the national list of PCN partners (ePCN). It has every network and the practices in it.", ...partners },
  pcn_membership: { text: "The national list of PCN partners (ePCN) says which practice belongs to which network, and since when.", ...partners },
  place: { text: "Add each place, borough or district first, then choose it on the pages of its networks." },
  pcn_mark: { text: "Add one mark for each thing a network does with you, with the day it began. The figures of your KPI return are counted from these." },
  practice_mark: { text: "Add one mark for each thing a practice does with you, with the day it began." },
  person: { text: "Add the people you work with most. A spreadsheet of names can be imported; where somebody is there already, you are asked." },
  organisation: { text: "Add the organisations you work with, such as your ICB, trusts and universities." },
  team_member: { text: "Add yourself first, with your role and hours, then your colleagues." },
  hub_profile: { text: "Add your hub with its host and contract. Hubfolio then tells you in good time when a review or the end is due." },
};

export const usual: First = { text: "Add the first one, or import a spreadsheet you already have." };
