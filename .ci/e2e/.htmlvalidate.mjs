// Each rule that is off says why.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Every button of ours sends its form, which is what HTML takes one without a type for.
    "no-implicit-button-type": "off",
    // The stylesheet keeps numbers in one piece; a copied number should have plain spaces.
    "tel-non-breaking": "off",
    // Buttons that send one form may share a name: the one that is pressed counts. So may the boxes of one question.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "submit", "button", "reset"] }],
    // A page of a paper is titled as the council titled the paper.
    "long-title": "off",
  },
};
