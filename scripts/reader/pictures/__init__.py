"""Pictures made of the edition's records, as SVG: static, themed by the style sheet, each with its data beside it in words."""
