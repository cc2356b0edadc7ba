/*
 * Words whose change is more than spelling, by what they say. Small lists on purpose: each is something that one can be told
 * in a sentence. In the singular, in small letters.
 */

export interface WordsThatMatter {
  /** "It changes ..." */
  readonly what: string;
  readonly words: ReadonlySet<string>;
  /** Another spelling of one, which is no such word itself, is a correction: "patinet". Elsewhere it may be "fever" and "never". */
  readonly spelled: boolean;
}

function list(what: string, words: string, spelled = false): WordsThatMatter {
  return { what, words: new Set(words.trim().split(/\s+/u)), spelled };
}

/** In the order in which the first that applies is said. */
export const WORDS_THAT_MATTER: readonly WordsThatMatter[] = [
  list(
    'a number',
    `zero one two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand half quarter third
    once twice double triple single first second last`,
  ),
  list(
    'a unit or a dose',
    `mg g kg mcg µg μg ug microgram milligram gram kilogram ml l litre millilitre mmol mol unit iu percent mmhg kpa mm cm m
    metre bpm min minute h hr hour day week month year hourly daily weekly monthly nightly stat prn bd tds qds dose capsule puff drop`,
  ),
  list(
    'whether something is so',
    `no not never none nor neither nobody nothing nowhere without cannot cant dont doesnt didnt isnt arent wasnt werent
    wont wouldnt shouldnt mustnt non yes false true absent present fail failed failing failure lack lacking missing`,
  ),
  list(
    'what is done or happens',
    `start started stop stopped begin end accept accepted refuse refused reject rejected deny denied permit permitted
    prevent prevented hide hidden lock locked unlock unlocked`,
    true,
  ),
  list(
    'what must, should or may be done',
    `must should may might can could shall will would need required mandatory optional recommended advised allowed
    forbidden always sometimes usually often rarely`,
  ),
  list(
    'a comparison',
    `more less fewer most least greater larger smaller higher lower longer shorter above below over under before after
    until since within beyond exceed minimum maximum increase decrease high low many few much little up down early late earlier later`,
  ),
  list(
    'a side or a way into the body',
    `left right both bilateral upper lower front back oral orally aural nasal rectal topical intravenous intramuscular
    subcutaneous inhaled iv im sc po pr`,
  ),
  list(
    'which ones, or under what condition',
    `and or either all any some every each only except unless if when while other another same different on off open
    closed enabled disabled`,
  ),
  list(
    'whom it is about',
    `patient carer parent relative adult child children baby infant neonate pregnant woman man women men elderly nurse
    doctor gp clinician midwife pharmacist consultant staff user everyone anyone someone`,
    true,
  ),
];

/**
 * Names of medicines, by the stems of international non-proprietary names (WHO, Stem Book) and a few that have none. Not
 * all medicines: one that is not seen here is still a name with a person's reason beside it.
 */
export const MEDICINE =
  /^(?:\w{2,}(?:pril|sartan|olol|statin|azole|cillin|mycin|micin|floxacin|cycline|dipine|zepam|zolam|barbital|parin|xaban|gatran|gliptin|gliflozin|glutide|formin|ciclovir|tidine|setron|triptan|triptyline|oxetine|pramine|codone|morphone|fentanil|fentanyl|dronate|metasone|solone|thiazide|semide|lukast|terol|tropium|steride|azepine|peridol|profen|coxib|fenac|lamide|tinib|limus|prost)|insulin|warfarin|heparin|digoxin|paracetamol|aspirin|lithium|methotrexate|morphine|adrenaline|noradrenaline|prednisone|hydralazine|hydroxyzine|clonidine|codeine|tramadol|ketamine|lidocaine|amiodarone|naloxone|potassium|sodium)$/u;

/** Beginnings that turn a word into another: safe and unsafe, hypo- and hyperglycaemia. */
export const TURNING =
  /^(?:un|non|dis|mis|in|im|ir|il|anti|ante|hypo|hyper|intra|inter|sub|super|supra|pre|post|over|under|out|de|re)-?(?=\p{L}{3})/u;
/** Ends that do: harmless and harmful. */
export const TURNING_END = /(?<=\p{L}{3})(?:less|ful)$/u;
