package slackstub

// viewJSON is a view as Slack gives it back. The lock is held.
func (s *Stub) viewJSON(v *View) object {
	values := object{}
	for _, b := range v.blocks {
		if e, ok := b["element"].(object); ok {
			values[str(b["block_id"])] = object{str(e["action_id"]): stateOf(e, v.state[str(b["block_id"])+"/"+str(e["action_id"])])}
		}
	}
	j := object{"id": v.ID, "team_id": s.o.Team, "type": v.Kind, "blocks": v.blocks, "private_metadata": v.Private,
		"callback_id": v.CallbackID, "external_id": v.external, "hash": v.Hash, "state": object{"values": values},
		"root_view_id": v.Root, "previous_view_id": nil, "app_id": DefaultApp, "app_installed_team_id": s.o.Team,
		"bot_id": DefaultBotID, "clear_on_close": false, "notify_on_close": v.notify}
	if v.Previous != "" {
		j["previous_view_id"] = v.Previous
	}
	if v.Kind == string(inModal) {
		for name, t := range map[string]string{"title": v.Title, "submit": v.Submit, "close": v.Close} {
			j[name] = nil
			if t != "" {
				j[name] = object{"type": plain, "text": t, "emoji": true}
			}
		}
	}
	return j
}

// stateOf is what stands in a field: what was filled in, or what it began with.
func stateOf(e, filled object) object {
	if filled != nil {
		return filled
	}
	j := object{"type": e["type"]}
	first := func(name, from string) {
		j[name] = nil
		if v, there := e[from]; there {
			j[name] = v
		}
	}
	switch str(e["type"]) {
	case "static_select", "radio_buttons":
		first("selected_option", "initial_option")
	case "checkboxes", "multi_static_select":
		first("selected_options", "initial_options")
		if j["selected_options"] == nil {
			j["selected_options"] = []any{}
		}
	case "datepicker":
		first("selected_date", "initial_date")
	case "timepicker":
		first("selected_time", "initial_time")
	case "users_select":
		first("selected_user", "initial_user")
	case "channels_select":
		first("selected_channel", "initial_channel")
	case "conversations_select":
		first("selected_conversation", "initial_conversation")
	default:
		first("value", "initial_value")
	}
	return j
}
