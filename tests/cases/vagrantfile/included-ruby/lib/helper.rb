require_relative "settings"
def helper_name(x)
  "helped-#{x}-#{Settings::BOX.length}"
end
