package audience_test

import (
	"testing"

	"hearth/briefings/audience"
)

func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{
		"Cllr Jane Smith (Lab)":                "Jane Smith",
		"Councillor Jane Smith":                "Jane Smith",
		"Cllr. Jane Smith [Conservative]":      "Jane Smith",
		"Cllr Dr Jane Smith OBE":               "Jane Smith",
		"Mrs Jane Smith, MBE, JP":              "Jane Smith",
		"Smith, Jane":                          "Jane Smith",
		"Smith, Cllr Jane":                     "Jane Smith",
		"SMITH, Jane (Lab Co-op)":              "Jane Smith",
		"Smith, Jane, Labour":                  "Jane Smith",
		"Jane Smith - Labour and Co-operative": "Jane Smith",
		"Jane Smith – Liberal Democrats":       "Jane Smith",
		"Jane Smith, Green Party":              "Jane Smith",
		"Jane O'NEILL-McDONALD":                "Jane O'NEILL-McDONALD",
		"Jane O’NEILL":                         "Jane O'Neill",
		"JANE MCDONALD":                        "Jane McDonald",
		"J. P. Smith":                          "J. P. Smith",
		"JP Smith":                             "JP Smith",
		"Mayor Jane Smith":                     "Jane Smith",
		"Jane Mayor":                           "Jane Mayor",
		"Mayor, Jane":                          "Jane Mayor",
		"Jane Green":                           "Jane Green",
		"Green, Jane":                          "Jane Green",
		"Jane Ma":                              "Jane Ma",
		"MA, Jane":                             "Jane MA",
		"Jane Smith (Vice-Chair":               "Jane Smith",
		"Maria de la Cruz-Jones":               "Maria de la Cruz-Jones",
		"Zoë  Abbott":                          "Zoë Abbott",
		"Cllr":                                 "",
		"":                                     "",
		"(Lab)":                                "",
		"Jane Smith - Cabinet Member for Children": "Jane Smith - Cabinet Member for Children",
	} {
		if got := audience.CleanName(in); got != want {
			t.Errorf("CleanName(%q) = %q, want %q", in, got, want)
		}
	}
}
