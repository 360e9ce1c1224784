package board_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"hearth/knowledge/extract/pdf/pdftest"
)

var update = flag.Bool("update", false, "write the files in testdata anew")

// report is a small paper of our own making, which the tests upload and ask
// about. No council and no child in it is real.
var report = []string{`
# Independent visitors for children in care
Middlesbrough Council
Children's Scrutiny Committee, 12 June 2026
Report of the Director of Children's Services

## Purpose of the report
This report tells the committee how independent visitors worked in the
year to 31 March 2026, and what the service will do next.

## Matches made in the year
In the year to 31 March 2026, 42 children in care were matched with an
independent visitor. The year before it was 31 children.
The waiting list for an independent visitor fell from 19 children to 7.

## What an independent visitor does
An independent visitor is a trained volunteer who visits, advises and
befriends a child in care, and stays with that child over the years.
Visitors meet the child at least once a month.
`, `
## Training of visitors
Every new visitor takes three days of training before the first visit.
Training covers safeguarding, listening well and keeping promises.
In the year 18 new visitors were trained.

## Costs of the service
The service cost 96,000 pounds in the year to 31 March 2026.
Of this, 61,000 pounds paid for two coordinators.

## Recommendations
The committee is asked to note the report.
The committee is asked to invite two visitors to its meeting in October
2026.
`}

const reportFile = "testdata/visiting-report.pdf"

func TestTheReportIsWhatItsTextMakes(t *testing.T) {
	want := pdftest.Simple(report...).Bytes()
	if *update {
		if err := os.WriteFile(reportFile, want, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(reportFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from the text in this file; run the test with -update", reportFile)
	}
}
