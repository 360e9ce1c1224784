package app

import (
	"context"
	"errors"
	"net"

	"hearth/bot/teams/teamsstub"
	"hearth/bot/teams/teamsstub/page"
	"hearth/cmd/hearth/internal/config"
	"hearth/knowledge"
)

// TryTeams opens an organisation with the demo's people, and with some whom hearth
// does not know, and listens for its page. Close it after what serves in it.
func TryTeams(ctx context.Context, listen string) (*Tryout, error) {
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return nil, &ListenError{listen, err}
	}
	stub, err := teamsstub.Start(context.WithoutCancel(ctx), teamsstub.Options{})
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	var all, members []string
	notes := map[string]string{}
	add := func(note string, u teamsstub.User) string {
		id := stub.AddUser(u).ID
		all, notes[id] = append(all, id), note
		return id
	}
	for _, m := range demoPeople(knowledge.Date{}) {
		members = append(members, add(demoNote(m), teamsstub.User{Name: m.Name, Email: m.Email}))
	}
	add("new here, and unknown to hearth", teamsstub.User{Name: "Sam Stranger", Email: "sam@demo.example"})
	add("a guest of the organisation", teamsstub.User{Name: "Gus Guest", Email: "gus@elsewhere.example", Principal: "gus_elsewhere.example#EXT#@demo.example", Role: "guest"})
	stub.AddConversation(teamsstub.Conversation{Name: "Children's scrutiny", TeamName: "Exampleshire", Members: all})
	stub.AddConversation(teamsstub.Conversation{Name: "Ward matters", TeamName: "Exampleshire", Members: all, Without: true}) // hearth is not in that team
	stub.AddConversation(teamsstub.Conversation{Kind: teamsstub.Group, Name: "Corporate parents", Members: members})
	return &Tryout{stub: stub, page: page.New(stub, page.Options{People: all, Notes: notes}), listens: l,
		settle: func(o *Serve) error {
			o.Teams = config.Teams{AppID: stub.App(), AppPassword: config.NewSecret(stub.Password()), Tenant: stub.Tenant(),
				Cloud: config.TeamsCloud{Token: stub.TokenURL(), Metadata: stub.MetadataURL(), Issuer: stub.Issuer(), Connector: stub.ServiceURL()}}
			return nil
		},
		joined: func(address string) { stub.SendTo(address + TeamsPath) },
	}, nil
}
