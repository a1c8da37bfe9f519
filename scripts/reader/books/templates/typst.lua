-- What pandoc leaves to a filter on the way to Typst: paragraph numbers, other languages, and lists of sources.
local function raw(text) return pandoc.RawInline("typst", text) end
local function around(before, inlines, after)
  local all = pandoc.Inlines{raw(before)}
  all:extend(inlines)
  all:insert(raw(after))
  return all
end

-- A number stands in the margin, so no space follows it.
function Inlines(inlines)
  for i = #inlines, 2, -1 do
    local before = inlines[i - 1]
    if inlines[i].t == "Space" and before.t == "RawInline" and before.text:find("^#number") then inlines:remove(i) end
  end
  return inlines
end

function Span(span)
  local lang = span.attributes.lang
  if span.classes:includes("number") then
    return raw('#number("' .. pandoc.utils.stringify(span) .. '")')
  elseif lang then
    return around('#text(lang: "' .. lang .. '"' .. (span.attributes.dir == "rtl" and ", dir: rtl" or "") .. ")[", span.content, "]")
  end
  return span.content
end

function Div(div)
  if div.classes:includes("source") or div.classes:includes("reading") then
    local blocks = pandoc.Blocks{pandoc.RawBlock("typst", "#listed[")}
    blocks:extend(div.content)
    blocks:insert(pandoc.RawBlock("typst", "]"))
    div.content = blocks
    return div
  end
end

-- A formula says its TeX to those who do not see it (PDF/UA-1 asks for an alternative text).
-- Where Typst cannot print one of the formulas, all stand as TeX.
function Math(formula)
  if PANDOC_WRITER_OPTIONS.variables["formulas-as-tex"] then return pandoc.Code(formula.text) end
  local shown = pandoc.write(pandoc.Pandoc({ pandoc.Plain({ formula }) }), "typst"):gsub("%s+$", "")
  local spoken = formula.text:gsub("[\\\"]", "\\%0"):gsub("%s+", " ")
  return raw("#[#set math.equation(alt: \"" .. spoken .. "\");" .. shown .. "]")
end
