export default {
  extends: "stylelint-config-standard",
  rules: {
    // The theme's names: .md-main__inner, --md-default-fg-color--light.
    "selector-class-pattern": null,
    "custom-property-pattern": null,
    // Rules are written on one line where they fit, and grouped by what they are for.
    "declaration-block-single-line-max-declarations": null,
    "at-rule-empty-line-before": null,
    "comment-empty-line-before": null,
    "custom-property-empty-line-before": null,
    "declaration-empty-line-before": null,
    "rule-empty-line-before": null,
    "no-descending-specificity": null,
    "no-duplicate-selectors": null,
    "media-feature-range-notation": "prefix", // Safari before 16.4 knows no ranges
    "number-max-precision": 6,
    "property-no-vendor-prefix": [true, {ignoreProperties: ["/text-size-adjust$/", "/user-select$/"]}], // of which Safari knows no other form
    "value-keyword-case": ["lower", {ignoreProperties: ["--text", "--interface"]}], // faces
  },
};
