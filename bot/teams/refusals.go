package teams

import "net/http"

// A refusal is what one of Microsoft's codes means.
type refusal struct {
	means string // for the operator's line
	hint  string // what to do
	plain string // for the officer
}

// The codes that hearth itself gives.
const (
	codeUninstalled = "Uninstalled"
	codeTooBig      = "MessageSizeTooBig"
)

var blocked = refusal{
	means: "the person blocked hearth, or removed it",
	hint:  "Ask the person to add hearth again in Teams: Apps, then hearth.",
	plain: "This person has blocked me in Teams or removed me, so I can't write to them. They can add me again under Apps.",
}

// refusals are the codes of the connector and of the token endpoint, of
// https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis.
var refusals = map[string]refusal{
	codeUninstalled: {
		means: "hearth was removed from this conversation",
		hint:  "Ask the person to add hearth again in Teams: Apps, then hearth.",
		plain: "I was removed from this conversation in Teams, so I don't write there. Whoever wants me back adds me again under Apps.",
	},
	"BotDisabledByAdmin": {
		means: "an administrator disabled the app",
		hint:  "Allow hearth in the Teams admin centre: Teams apps, Manage apps.",
		plain: "An administrator has switched me off in Teams. They can allow me again in the Teams admin centre, under Manage apps.",
	},
	"BotNotInConversationRoster": {
		means: "hearth is not in this conversation any more",
		hint:  "Add hearth to the chat or team again.",
		plain: "I am not in this conversation in Teams any more. Add me again, and I can write there.",
	},
	"ConversationBlockedByUser": blocked,
	"MessageWritesBlocked":      blocked,
	"ForbiddenOperationException": {
		means: "hearth is not installed for this person",
		hint:  "Install hearth for them: Teams admin centre, Setup policies.",
		plain: "I am not installed in Teams for this person. An administrator can install me for everybody with a setup policy.",
	},
	"NotEnoughPermissions": {
		means: "the app lacks a permission",
		hint:  "Upload the app package anew and consent to it.",
		plain: "I lack a permission in Teams. An administrator can upload my app package anew and consent to it.",
	},
	"ConversationNotFound": {
		means: "the conversation is gone",
		hint:  "Ask the person to write to hearth in Teams once.",
		plain: "This conversation is gone from Teams. If the person writes to me once, I know where to answer.",
	},
	codeTooBig: {
		means: "a part that can't be made smaller is too large",
		plain: "What I wanted to say is too long for Teams. You can read it on my own pages.",
	},
	"invalid_client": {
		means: "the app's password is wrong or has ended",
		hint:  "Make a new client secret for the app registration and set HEARTH_TEAMS_APP_PASSWORD.",
		plain: "Microsoft doesn't accept my password any more. Whoever looks after me makes a new one in Entra.",
	},
	"unauthorized_client": {
		means: "the app's id is not known to this tenant",
		hint:  "Compare HEARTH_TEAMS_APP_ID and HEARTH_TEAMS_TENANT with the app registration.",
		plain: "Microsoft doesn't know me in this organisation. Whoever looks after me compares my app id and tenant.",
	},
	"invalid_request": {
		means: "the tenant or the app's id is not one",
		hint:  "Compare HEARTH_TEAMS_APP_ID and HEARTH_TEAMS_TENANT with the app registration.",
		plain: "Microsoft doesn't know me in this organisation. Whoever looks after me compares my app id and tenant.",
	},
}

// byStatus are those whose answers may have any code.
var byStatus = map[int]refusal{
	http.StatusUnauthorized: {
		means: "the bot's token is not accepted",
		hint:  "Compare the app id and tenant of the bot registration with HEARTH_TEAMS_APP_ID and HEARTH_TEAMS_TENANT.",
		plain: "Teams doesn't accept who I am. Whoever looks after me compares my app id with the bot registration.",
	},
	http.StatusForbidden: {
		means: "Teams does not let hearth write here",
		hint:  "Look whether hearth is installed for the person and allowed in the Teams admin centre.",
		plain: "Teams does not let me write here. Look whether I am installed for this person and allowed in the Teams admin centre.",
	},
	http.StatusNotFound:              {means: "the conversation is gone", hint: "Ask the person to write to hearth in Teams once.", plain: "This conversation is gone from Teams. If the person writes to me once, I know where to answer."},
	http.StatusRequestEntityTooLarge: {means: "the message is too large", plain: "What I wanted to say is too long for Teams. You can read it on my own pages."},
}

func (e *CallError) known() refusal {
	if r, ok := refusals[e.Code]; ok {
		return r
	}
	return byStatus[e.Status]
}
