module Team
  def self.memory
    640
  end
end
