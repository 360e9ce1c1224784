package main

import (
	"github.com/spf13/cobra"
)

func (sh *shell) memberSignin() *cobra.Command {
	return &cobra.Command{
		Use:   "signin MEMBER",
		Short: "Print a link that signs a member in on the web pages",
		Long: `Prints a link by which a member signs in on the web pages, for where e-mail is not
set up or doesn't arrive. It works once, for ten minutes: give it to that member
alone, in person or by telephone, as whoever opens it can sign in as them. Their
phone then stays signed in for 30 days after each use. That a link was made stands
in the log.`,
		Example: `  hearth member signin "Jane Smith"`,
		Args:    oneMember,
		RunE: func(cmd *cobra.Command, args []string) error {
			a := sh.app()
			defer a.Close()
			m, link, until, err := a.SignInLink(cmd.Context(), args[0], sh.cfg.Web.URL)
			if err != nil {
				return err
			}
			sh.tell("for %s, once, until %s", m.Name, until.In(sh.cfg.Zone).Format("3:04pm"))
			if sh.within == nil {
				sh.tell(`hint: it can be opened while "hearth serve" runs`)
			}
			return sh.printf("%s\n", link)
		},
	}
}
