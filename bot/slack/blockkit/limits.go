package blockkit

// Slack's limits, in characters or things, and where it states them under
// https://docs.slack.dev/reference/.
const (
	maxBlocks     = 50   // of a message: block-kit/blocks
	maxViewBlocks = 100  // of a window or the Home page: block-kit/blocks
	maxText       = 3000 // of a text object: block-kit/composition-objects/text-object

	maxID        = 255 // of a block_id, an action_id and a callback_id: block-kit/blocks, views
	maxLabel     = 75  // of a button's text: block-kit/block-elements/button-element
	maxValue     = 2000
	maxURL       = 3000
	maxPerRow    = 25   // elements of an actions block: block-kit/blocks/actions-block
	maxConfirm   = 30   // of a dialog's two buttons: block-kit/composition-objects/confirmation-dialog-object
	maxAsked     = 300  // of its text
	maxField     = 2000 // of an input's label and hint: block-kit/blocks/input-block
	maxOptions   = 100  // of a select menu: block-kit/block-elements/select-menu-element
	maxOption    = 75   // of an option's text: block-kit/composition-objects/option-object
	maxOptionID  = 75   // of its value
	maxTyped     = 3000
	maxViewTitle = 24 // and of its buttons: surfaces/modals, reference/views
	maxPrivate   = 3000
)

// maxSize is how large a post's blocks may be together, as JSON. Slack doesn't
// state it; it refused 13,300 characters (slackapi/bolt-js#2509) and, of rich_text,
// some 11,400 without their JSON (#2867), as msg_blocks_too_long.
const maxSize = 11_000

// maxPiece is how large one block may be, so that some fit into each post.
const maxPiece = 8_000

// maxView is how large the blocks of a view may be together: it is refused from
// 250,000 bytes, as view_too_large.
const maxView = 60_000

// maxHint is how much is shown of what is wrong with a field.
const maxHint = 1000

// maxFields is how many fields a form may have in a window, each with what is
// wrong with it.
const maxFields = 40
