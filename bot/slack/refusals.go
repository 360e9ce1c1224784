package slack

// A refusal is one of Slack's words for what is wrong.
type refusal struct {
	passing bool   // another try may do better
	means   string // for the operator
	hint    string // what the operator can do
	plain   string // for the member for whom it was done
}

const (
	invite = "invite hearth there: /invite and its name"
	token  = "hearth slack manifest says how the app is installed; take its bot token anew"
)

// refusals are those of which there is more to say than the word itself. Of the
// others no other try will do better. Slack lists them by method:
// https://docs.slack.dev/reference/methods.
var refusals = map[string]refusal{
	"ratelimited":         {passing: true, means: "Slack asks for a pause"},
	"rate_limited":        {passing: true, means: "Slack asks for a pause"},
	"internal_error":      {passing: true, means: "something went wrong within Slack"},
	"fatal_error":         {passing: true, means: "something went wrong within Slack, which may have done what was asked"},
	"service_unavailable": {passing: true, means: "Slack is not there for now"},
	"request_timeout":     {passing: true, means: "the request did not reach Slack whole"},
	"team_added_to_org":   {passing: true, means: "the workspace is being moved into an organisation"},
	"org_login_required":  {passing: true, means: "the workspace is being moved into an organisation"},

	"not_in_channel": {means: "hearth was not invited to the channel", hint: invite,
		plain: "I am not in that channel. Invite me there, and try again."},
	"channel_not_found": {means: "there is no such channel, or hearth was not invited to it", hint: invite,
		plain: "I can't see that channel. If it is a private one, invite me there, and try again."},
	"is_archived": {means: "the channel is archived",
		plain: "That channel is archived: nothing can be written there any more."},
	"restricted_action": {means: "the workspace doesn't let apps write there", hint: "an owner of the workspace can allow it under posting permissions",
		plain: "I may not write in that channel. Whoever looks after your Slack can allow it."},
	"restricted_action_read_only_channel": {means: "nobody but a few may write in the channel", hint: "an owner of the workspace can allow it under posting permissions",
		plain: "I may not write in that channel. Whoever looks after your Slack can allow it."},
	"restricted_action_thread_only_channel": {means: "the channel takes replies alone",
		plain: "In that channel nothing but replies can be written."},
	"thread_not_found": {means: "the message that the thread hangs on is gone",
		plain: "What you replied to is gone from Slack. Please ask again."},

	"msg_too_long":        {means: "the message is longer than Slack takes, which is a mistake of hearth's"},
	"msg_blocks_too_long": {means: "the message is longer than Slack takes, which is a mistake of hearth's"},
	"invalid_blocks":      {means: "Slack doesn't take the message's blocks, which is a mistake of hearth's"},
	"no_text":             {means: "the message is empty, which is a mistake of hearth's"},

	"messages_tab_disabled": {means: "members can't write to the app", hint: "switch on the Messages tab under App Home in the app's settings; hearth slack manifest has it on"},
	"cannot_dm_bot":         {means: "that is a program: Slack lets programs not write to each other"},
	"user_disabled":         {means: "the account is deactivated"},
	"user_not_found":        {means: "there is no such account"},
	"users_not_found":       {means: "there is no such account"},
	"user_not_visible":      {means: "hearth may not see that account"},
	"user_not_in_channel":   {means: "that person is not in the channel"},

	"not_authed":              {means: "no token was sent", hint: token},
	"invalid_auth":            {means: "Slack doesn't know the token", hint: token},
	"account_inactive":        {means: "the app was removed from the workspace", hint: token},
	"token_revoked":           {means: "the token was taken back", hint: token},
	"token_expired":           {means: "the token has run out", hint: token},
	"not_allowed_token_type":  {means: "it is the wrong kind of token", hint: token},
	"missing_scope":           {means: "the app lacks a scope", hint: "hearth slack manifest prints all that are needed; change the app and install it again"},
	"no_permission":           {means: "the app lacks a scope, or hearth is not in the channel", hint: "hearth doctor tells which"},
	"access_denied":           {means: "the workspace doesn't let the app do that"},
	"ekm_access_denied":       {means: "the organisation has suspended its keys"},
	"team_access_not_granted": {means: "the organisation has not given the app this workspace", hint: "an owner of the organisation can add it"},
}
