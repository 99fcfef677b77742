# Asks real Vagrant what it makes of Vagrantfiles, and prints the answers as JSON lines.
#
#   VAGRANT_HOME=/tmp/empty ruby vagrant_oracle.rb DIR...
#
# It runs the Vagrantfiles, so only the project's own cases and samples may be given.
# A folder may hold a case.json: {"environment": {}, "provider": "docker", "vagrantfile": "x"}.
# Each folder is read in a process of its own, with an environment of nothing but HOME.

require "json"
require "pathname"
require "set"

ENV["VAGRANT_DISABLE_PLUGIN_INIT"] = "1"
ENV["VAGRANT_NO_PLUGINS"] = "1"
ENV["VAGRANT_CHECKPOINT_DISABLE"] = "1"
$VERBOSE = nil
require "vagrant"
Vagrant.plugin("2").manager.config # loads the built-in plugins

# Version 1 is upgraded by `network(type, options)`, which Ruby 3 refuses for want of `**`.
# With this one call mended, Vagrantfiles of version 1 can be asked as well.
vm_config = Vagrant.plugin("2").manager.config[:vm]
original = vm_config.instance_method(:network)
vm_config.send(:define_method, :network) do |type, positional = {}, **options|
  original.bind(self).call(type, **positional.merge(options))
end

UNSET = Vagrant::Plugin::V2::Config::UNSET_VALUE

# The folder of the case differs from host to host; "." and relative paths do not.
class Plain
  def initialize(dir)
    @dir = dir
  end

  def text(value)
    value = value.to_s.gsub(%r{\A#{Regexp.escape(ENV["HOME"])}(?=/|\z)}, "~")
    return value unless value.include?(@dir)
    if value =~ /\A#{Regexp.escape(@dir)}[^\s:;,'"]*\z/
      return Pathname(value).relative_path_from(Pathname(@dir)).to_s
    end
    value.gsub(@dir, "\u2039dir\u203a")
  end

  def value(value)
    case value
    when nil, true, false, Integer, Float then value
    when String, Symbol, Pathname then text(value)
    when Set then value.to_a.map { |item| self.value(item) }
    when Array
      # Folders of the host are kept as [:host, path].
      return self.value(value[1]) if value.length == 2 && value[0] == :host
      value.map { |item| self.value(item) }
    when Hash then value.map { |key, item| [text(key), self.value(item)] }.to_h
    when Proc then "code"
    when Vagrant::Plugin::V2::Config then config(value)
    else text(value)
    end
  end

  # What differs from an untouched configuration of the same class.
  def config(config)
    fresh = begin
      config.class.new.tap(&:finalize!)
    rescue ArgumentError
      nil
    end
    config.instance_variables.map do |variable|
      name = variable.to_s[1..-1]
      next if name.start_with?("_") || name == "logger"
      set = config.instance_variable_get(variable)
      next if set == UNSET || (fresh && fresh.instance_variable_get(variable) == set)
      [name, value(set)]
    end.compact.to_h
  end
end

def network(plain, type, options)
  options = plain.value(options)
  options.delete("id") if options["id"].to_s =~ /\A\h{8}-\h{4}-/
  options.delete("protocol") if type != :forwarded_port && options["protocol"] == "tcp"
  options
end

def ports(plain, vm)
  vm.networks.select { |type, _| type == :forwarded_port }.map { |type, options|
    options = network(plain, type, options)
    # Those that Vagrant adds by itself.
    added = { "ssh" => [22, 2222], "winrm" => [5985, 55985], "winrm-ssl" => [5986, 55986] }
    next if added[options["id"]] == [options["guest"], options["host"]]
    own = "#{options["host_ip"]}#{options["protocol"]}#{options["host"]}" == options["id"]
    {
      "guest" => options["guest"], "host" => options["host"], "protocol" => options["protocol"],
      "host_ip" => options["host_ip"], "guest_ip" => options["guest_ip"],
      "id" => own ? nil : options["id"], "auto_correct" => options["auto_correct"] ? true : false,
    }
  }.compact
end

def networks(plain, vm)
  vm.networks.reject { |type, _| type == :forwarded_port }.map do |type, options|
    options = network(plain, type, options)
    ip = options.delete("ip")
    { "kind" => type.to_s, "ip" => ip, "options" => options }
  end
end

def folders(plain, vm)
  vm.synced_folders.map do |_, options|
    options = plain.value(options)
    {
      "host" => options.delete("hostpath"), "guest" => options.delete("guestpath").to_s,
      "disabled" => options.delete("disabled") ? true : false, "type" => options.delete("type"),
      "options" => options,
    }
  end
end

def provisioners(plain, vm)
  vm.provisioners.map do |entry|
    options = entry.config.is_a?(Vagrant::Config::V2::DummyConfig) ? {} : plain.config(entry.config)
    result = {
      "kind" => entry.type.to_s, "name" => entry.name && entry.name.to_s,
      "run" => (entry.run || "once").to_s,
    }
    if entry.type == :shell
      config = entry.config
      result.update(
        "inline" => config.inline && plain.text(config.inline),
        "path" => config.path && plain.text(config.path),
        "args" => plain.value(config.args), "env" => plain.value(config.env),
        "privileged" => config.privileged ? true : false
      )
      %w[inline path args env privileged].each { |name| options.delete(name) }
    end
    options["preserve_order"] = true if entry.preserve_order
    if entry.config.respond_to?(:containers)
      options["containers"] = plain.value(entry.config.containers)
      options["build_images"] = plain.value(entry.config.build_images)
    end
    result["options"] = options
    result
  end
end

def amount(config, flag, name)
  return config.instance_variable_get("@#{name}") unless config.respond_to?(:customizations)
  found = config.customizations.map(&:last).select { |words| words.include?(flag) }.last
  amount = found && found[found.index(flag) + 1]
  amount == "" ? nil : amount
end

def providers(plain, vm)
  vm.instance_variable_get(:@__providers).keys.map do |name|
    config = vm.get_provider_config(name)
    memory, cpus = amount(config, "--memory", "memory"), amount(config, "--cpus", "cpus")
    options = name == :docker ? plain.config(config) : {}
    {
      "name" => name.to_s, "memory" => memory && memory.to_i, "cpus" => cpus && cpus.to_i,
      "options" => options,
    }
  end
end

def triggers(plain, config)
  { "before" => config.trigger.before_triggers, "after" => config.trigger.after_triggers }
    .flat_map do |moment, found|
      found.map do |trigger|
        options = plain.config(trigger)
        %w[id command ruby_block on_error exit_codes ignore type].each do |name|
          options.delete(name) if name != "on_error" || options[name] == "halt"
        end
        { "when" => moment, "command" => trigger.command.to_s, "options" => options }
      end
    end
end

def machine(env, plain, name, provider)
  # Twice, as `vagrant up` does, which picks a provider first: what a machine's block sets on
  # the outer configuration is seen the second time.
  probe = env.vagrantfile.machine_config(name, nil, nil, nil, false)[:config]
  provider ||= probe.vm.instance_variable_get(:@__providers).keys.find { |each|
    [:virtualbox, :docker].include?(each)
  } || :virtualbox
  config = env.vagrantfile.machine_config(name, provider.to_sym, nil, nil, false)[:config]
  vm = config.vm
  options = env.vagrantfile.machine_names_and_options[name]
  settings = plain.config(vm)
  %w[box box_version box_url hostname provisioners disks cloud_init_configs
     box_extra_download_options].each { |each| settings.delete(each) }
  {
    "name" => name.to_s,
    "primary" => env.vagrantfile.primary_machine_name == name,
    "autostart" => options.fetch(:autostart, true) ? true : false,
    "box" => vm.box, "box_version" => vm.box_version && vm.box_version.to_s,
    "box_url" => Array(vm.box_url).first, "hostname" => vm.hostname,
    "forwarded_ports" => ports(plain, vm), "networks" => networks(plain, vm),
    "synced_folders" => folders(plain, vm), "provisioners" => provisioners(plain, vm),
    "providers" => providers(plain, vm), "triggers" => triggers(plain, config),
    "ssh" => plain.config(config.ssh).reject { |name, _| name == "default" }, "settings" => settings,
  }
end

def ask(dir)
  settings = File.file?(File.join(dir, "case.json")) ? JSON.parse(File.read(File.join(dir, "case.json"))) : {}
  kept = ENV.to_h.slice("HOME", "VAGRANT_HOME", "PATH", "VAGRANT_NO_PLUGINS", "GEM_PATH", "GEM_HOME")
  ENV.replace(kept.merge(settings["environment"] || {}))
  ARGV.replace(["up"])
  Dir.chdir(dir)
  env = Vagrant::Environment.new(
    cwd: dir, ui_class: Vagrant::UI::Silent, vagrantfile_name: settings["vagrantfile"],
    local_data_path: File.join(ENV["VAGRANT_HOME"], "data")
  )
  plain = Plain.new(dir)
  names = env.machine_names
  { "machines" => names.map { |name| machine(env, plain, name, settings["provider"]) } }
rescue Exception => error # rubocop:disable Lint/RescueException
  { "error" => error.class.to_s, "message" => error.message.lines.map(&:strip).join(" ")[0, 500] }
end

ARGV.each do |dir|
  dir = File.realpath(dir)
  reader, writer = IO.pipe
  pid = fork do
    reader.close
    $stdout.reopen(File::NULL)
    $stderr.reopen(File::NULL)
    writer.write(JSON.generate(ask(dir)))
    writer.close
    exit!(0)
  end
  writer.close
  answer = reader.read
  Process.wait(pid)
  puts JSON.generate({ "dir" => dir, "answer" => answer.empty? ? { "error" => "died" } : JSON.parse(answer) })
  $stdout.flush
end
