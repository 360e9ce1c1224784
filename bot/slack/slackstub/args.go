package slackstub

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// args are what a method was called with: values of a form, or JSON.
type args map[string]any

func (a args) text(name string) string {
	switch v := a[name].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

func (a args) yes(name string) bool { b, _ := strconv.ParseBool(a.text(name)); return b }

func (a args) number(name string, otherwise int) (int, error) {
	t := a.text(name)
	if t == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(t)
	if err != nil || n < 0 {
		return 0, invalid("invalid_arguments", "[ERROR] must be a number [json-pointer:/"+name+"]")
	}
	return n, nil
}

// value gives something structured, which a form holds as JSON in a string.
func (a args) value(name string) (v any, there bool, err error) {
	v, there = a[name]
	if t, ok := v.(string); ok {
		if t == "" {
			return nil, false, nil
		}
		v, err = decode([]byte(t))
	}
	return v, there && v != nil, err
}

func decode(b []byte) (any, error) {
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the JSON")
	}
	return v, nil
}

// readArgs reads a request's arguments and its token.
func readArgs(r *http.Request) (args, string, error) {
	a := args{}
	for k, v := range r.URL.Query() {
		a[k] = v[0]
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 4<<20))
	if err != nil {
		return nil, "", err
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case kind == "application/json":
		v, err := decode(body)
		o, ok := v.(object)
		if len(body) > 0 && (err != nil || !ok && v != nil) {
			return nil, "", refuse("invalid_json")
		}
		for k, v := range o {
			a[k] = v
		}
	case kind == "application/x-www-form-urlencoded" || len(body) == 0:
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, "", refuse("invalid_form_data")
		}
		for k, v := range form {
			a[k] = v[0]
		}
	default:
		return nil, "", refuse("invalid_post_type")
	}
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !bearer {
		token = a.text("token")
	}
	delete(a, "token") // what is kept of a call holds no secret
	return a, token, nil
}
