// Package standin is what the pages of the stand-ins for chat platforms have in
// common, on which somebody picks who they are and tries hearth: the frame that says
// that this is a stand-in, the style and the script, who may come in, and how news
// reach a page.
//
// It promises that a page answers this machine alone, by its own name, works without
// script, and runs no script but its own. It knows nothing of any platform: each
// stand-in draws what it holds.
//
// Costs: each open page holds a request, and is made anew at every change.
package standin
