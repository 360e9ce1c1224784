package council

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"hearth/bot"
	"hearth/storage"
)

// rulesKey is where the rules stand that differ from what is usual.
const rulesKey = "council/rules"

// What holds where the council has set nothing else, and the bounds within
// which it may.
const (
	WordsDays      = 90
	ReceiptsMonths = 12

	minWordsDays, maxWordsDays           = 7, 365
	minReceiptsMonths, maxReceiptsMonths = 1, 24
)

// Rules are what a council has decided about its own hearth. Read by Rules,
// they have no empty field.
type Rules struct {
	// PublicPapers shows papers of the public shelf to those who haven't signed
	// in.
	PublicPapers bool `json:"public_papers,omitempty"`
	// WordsDays is for how many days the words of questions are kept.
	WordsDays int `json:"words_days,omitempty"`
	// ReceiptsMonths is for how many months it is kept who was told what.
	ReceiptsMonths int `json:"receipts_months,omitempty"`
}

// Known is everything that is set, as it was set.
type Known struct {
	bot.Contacts
	Rules
}

// Rules reads the rules; what is not set is as usual.
func (r *Records) Rules(ctx context.Context) (rules Rules, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		rules, err = ReadRules(tx)
		return err
	})
	return rules, err
}

// ReadRules does as Rules within the caller's transaction.
func ReadRules(tx storage.Tx) (Rules, error) {
	rules, err := readRules(tx)
	if rules.WordsDays == 0 {
		rules.WordsDays = WordsDays
	}
	if rules.ReceiptsMonths == 0 {
		rules.ReceiptsMonths = ReceiptsMonths
	}
	return rules, err
}

func readRules(tx storage.Tx) (Rules, error) {
	rules, err := storage.Get[Rules](tx, rulesKey)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return Rules{}, fmt.Errorf("reading the council's rules: %w", err)
	}
	return rules, nil
}

// The names of the rules.
const (
	NamePublicPapers   = "papers.public"
	NameWordsDays      = "words.kept-days"
	NameReceiptsMonths = "receipts.kept-months"
)

func ruleNames() []string {
	return []string{NamePublicPapers, NameWordsDays, NameReceiptsMonths}
}

func (r Rules) value(name string) string {
	number := 0
	switch name {
	case NamePublicPapers:
		if r.PublicPapers {
			return "yes"
		}
	case NameWordsDays:
		number = r.WordsDays
	case NameReceiptsMonths:
		number = r.ReceiptsMonths
	}
	if number == 0 {
		return ""
	}
	return strconv.Itoa(number)
}

// set takes a checked value.
func (r *Rules) set(name, v string) {
	number, _ := strconv.Atoi(v) // what check lets through is a number or empty
	switch name {
	case NamePublicPapers:
		r.PublicPapers = strings.EqualFold(v, "yes")
	case NameWordsDays:
		r.WordsDays = number
	case NameReceiptsMonths:
		r.ReceiptsMonths = number
	}
}

// wrongRule is what is the matter with a rule's value, "" where it is right.
func wrongRule(name, v string) string {
	switch name {
	case NamePublicPapers:
		if !strings.EqualFold(v, "yes") && !strings.EqualFold(v, "no") {
			return `Say "yes" if anybody may read the papers of the public shelf, or "no" if they must sign in.`
		}
	case NameWordsDays:
		return outside(v, minWordsDays, maxWordsDays, "days")
	case NameReceiptsMonths:
		return outside(v, minReceiptsMonths, maxReceiptsMonths, "months")
	}
	return ""
}

func outside(v string, least, most int, of string) string {
	n, err := strconv.Atoi(v)
	if err != nil || n < least || n > most {
		return fmt.Sprintf("Give a number of %s from %d to %d.", of, least, most)
	}
	return ""
}
