import { sayDateTime } from '../../../platform/london-time.ts';
import { Details, VisuallyHidden } from '../../../ui/nhsuk/index.ts';
import { entriesOf, threadPath, type Comment, type Earlier, type Person, type Thread, type Turn } from '../domain.ts';
import { chosenBesides, piecesOf } from '../domain/mentions.ts';
import { counted, listed } from '../../../words/counting.ts';

/** What whoever looks may do here. */
export interface Offers {
  /** Their id. */
  readonly person: string;
  readonly talks: boolean;
  /** Resolves what others began, too. */
  readonly resolvesAny: boolean;
  readonly erases: boolean;
}

interface ThreadProps {
  /** The reference of the service. */
  readonly service: string;
  readonly thread: Thread;
  /** Null where nothing is offered: below it stands a form. */
  readonly offers: Offers | null;
}

/** What was said, in its order, and what became of it. */
export function ThreadBody({ service, thread, offers }: ThreadProps) {
  const path = threadPath(service, thread.number);
  return (
    <>
      {entriesOf(thread).map((entry) =>
        'comment' in entry ? (
          <CommentBody comment={entry.comment} path={path} offers={offers} />
        ) : (
          <TurnLine turn={entry.turn} />
        ),
      )}
      {offers?.talks && <Links path={path} thread={thread} offers={offers} />}
    </>
  );
}

function TurnLine({ turn: { state, who, at } }: { readonly turn: Turn }) {
  return (
    <p class="app-talk__turn app-note">
      {state === 'resolved' ? 'Resolved' : 'Opened again'} by {who}, {sayDateTime(at)}
    </p>
  );
}

function Links({ path, thread, offers }: { readonly path: string; readonly thread: Thread; readonly offers: Offers }) {
  if (thread.state === 'resolved')
    return (
      <p class="app-noprint">
        <a href={`${path}/reopen`}>
          Open it again
          <Which thread={thread} />
        </a>
      </p>
    );
  const resolves = offers.resolvesAny || thread.begunBy === offers.person;
  return (
    <p class="app-noprint">
      <a href={`${path}/answer`}>
        Answer
        <Which thread={thread} />
      </a>
      {resolves && (
        <>
          {' · '}
          <a href={`${path}/resolve`}>
            Mark as resolved
            <Which thread={thread} />
          </a>
        </>
      )}
    </p>
  );
}

/** Which one it is, for whoever hears the links one after the other. */
function Which({ thread }: { readonly thread: Thread }) {
  return <VisuallyHidden> (discussion {thread.number})</VisuallyHidden>;
}

interface CommentProps {
  readonly comment: Comment;
  readonly path: string;
  readonly offers: Offers | null;
}

function CommentBody({ comment, path, offers }: CommentProps) {
  const { number, author, at, text, mentions, erased, editedAt, earlier } = comment;
  const asked = erased ? mentions : chosenBesides(text, mentions);
  const edits = offers?.talks === true && author.id === offers.person && !erased;
  const erases = offers?.erases === true && !erased;
  return (
    <div class="app-talk__comment">
      <p class="app-talk__who">
        <strong>{author.name}</strong> <span class="app-second">{sayDateTime(at)}</span>
      </p>
      <p class={`app-lines app-measure${erased ? ' app-second' : ''}`}>
        <Words text={text} mentions={erased ? [] : mentions} />
      </p>
      {asked.length > 0 && <p class="app-note">To {listed(asked.map(({ name }) => name))}</p>}
      {editedAt && <Wordings editedAt={editedAt} earlier={earlier} />}
      {(edits || erases) && (
        <p class="app-note app-noprint">
          {edits && (
            <a href={`${path}/comments/${number}/edit`}>
              Change your words<VisuallyHidden> (comment {number})</VisuallyHidden>
            </a>
          )}
          {edits && erases && ' · '}
          {erases && (
            <a href={`${path}/comments/${number}/erase`}>
              Erase this comment<VisuallyHidden> ({number})</VisuallyHidden>
            </a>
          )}
        </p>
      )}
    </div>
  );
}

/** A text with the names in it that are mentions. */
function Words({ text, mentions }: { readonly text: string; readonly mentions: readonly Person[] }) {
  return (
    <>
      {piecesOf(text, mentions).map((piece) =>
        piece.mention ? <strong class="app-talk__name">{piece.text}</strong> : piece.text,
      )}
    </>
  );
}

function Wordings({ editedAt, earlier }: { readonly editedAt: Date; readonly earlier: readonly Earlier[] }) {
  return (
    <Details
      classes="app-talk__edited"
      summary={`Edited ${sayDateTime(editedAt)}: ${counted(earlier.length, 'earlier wording')}`}
    >
      {earlier.map(({ at, text }) => (
        <>
          <p class="app-note">{sayDateTime(at)}</p>
          <p class="app-lines">{text}</p>
        </>
      ))}
    </Details>
  );
}
