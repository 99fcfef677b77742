module Boxes
  NAMES = %w(one two).freeze
  def self.box(name)
    "site/#{name}"
  end
end
