module Settings
  BOX = "included/box"
end
