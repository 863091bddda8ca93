/**
 * 1,024 plain English words of 3 to 8 letters, each once: ten bits a word. Loaded only when a passphrase is asked for.
 */
export const passphraseWords: readonly string[] = `
  acorn actor adapt admit adobe adult agent agile alarm album alert alley alloy alpha amber ample anchor angle ankle
  antler apple apron arbor arch arena argue armor arrow artist aspen atlas attic audio august autumn award axis bacon
  badge bagel baker balcony ballad bamboo banana banjo banner barley barn barrel basil basin basket bass beach beacon
  beads beaver beetle begin belfry bell belt bench berry birch bird biscuit bishop blanket blaze blend block bloom
  blossom blue board boat bobcat bolt bonus book border bottle bottom boulder branch brass bread breeze brick bridge
  bright bronze brook broom brush bubble bucket buffalo bugle build bundle burrow butter button cabin cable cactus
  camel camera camp canal candle canoe canvas canyon captain caravan carbon cargo carpet carrot cart carve cashew
  castle catalog cattle cedar cello cement census cereal chain chair chalk channel chapel chapter charm cheddar cheer
  cherry chess chest chimney chisel choir cider cinder cinema circle citrus city clam class clay clean clever cliff
  climb clinic cloak clock cloth cloud clover coach coast cobalt cobra cocoa coffee coin collar color column comet
  comic compass copper coral cord cork corn corner cotton couch cougar county couple course cousin cover coyote crab
  cradle craft crane crater cream creek crest cricket crisp crocus crown cruise crumb crystal cube cuckoo cup curtain
  curve cushion cymbal cypress daisy dance dawn deacon decade decimal deck deer delta denim depot desert desk detail
  dial diamond diary dinner diver dock dollar domain dome donkey donor door double dove dozen draft dragon drama
  drawer dream drift drill drive drum duck dune dusk dust dwarf eager eagle early earth easel east easy echo edge
  editor eel effort elbow elder elk elm ember empire empty enamel engine enjoy entry envoy equal ermine escape essay
  estate exact exit expert extra eyelid fable fabric falcon family fancy farmer fathom fence fennel fern ferry fiber
  fiddle field fig figure film filter finch finger fire fjord flag flame flask flax fleet flint float flock flood
  floor flour flower fluid flute foam focus fog folder folk forest fork fort forum fossil fox frame fresh friend
  fringe frog frost fruit fudge fuel funnel gable galaxy gallon gallop garage garden garlic garnet gate gather gecko
  gentle geyser giant ginger glass glide globe glove glow goat goblet gold goose gorge gospel grain grape graph grass
  gravel gravy green grid grove guard guest guide guitar gulf gull gypsum habit hail hammer handle harbor hare harp
  hatch haven hawk hazel heart hedge helmet herald herb heron hill hinge hippo hobby hockey holly honest honey hood
  hook horn horse hotel hour house humble humor hunter hurdle husky hybrid icicle icon idea idle igloo image inch
  index indigo inlet insect island item ivory ivy jacket jade jaguar jam jar jelly jersey jewel jigsaw jockey join
  judge juggle juice jungle junior jury kayak kelp kennel kernel kettle key kidney kiln kiosk kite kitten kiwi knee
  knight knob knot koala label lace ladder ladle lagoon lake lamp lapel laptop larch lark lasso laurel lava lawn layer
  leader leaf ledger legend lemon lens lesson letter level lever lichen light lilac lily lime linen lion liquid list
  lizard llama lobby locket lodge logic lotus lounge loyal lumber lunar lunch lupine lynx lyric magnet magpie mammal
  mango manor mantle maple marble march margin marina market maroon marsh mason master meadow medal melody melon
  member memory mentor menu mesa metal meteor method metric middle mile milk mill mint minute mirror mitten mixer
  mobile modern molar moment monkey month moose mosaic moss motel motor mouse muffin mural muscle museum music mutton
  myrtle napkin narrow native nature navy nebula nectar needle nephew nest nettle nickel night noble noodle north
  notice novel number nutmeg nylon oak oasis oats ocean octave office olive omelet onion onyx opal opera orange orbit
  orchid order organ origin osprey otter oval oven owl oxygen oyster ozone paddle page pagoda palace palm panda panel
  paper parade parcel park parrot pasta pastel patch path patio peach peanut pearl pebble pecan pedal pencil pepper
  perch petal phone piano pickle picnic pigeon pillow pilot pine pipe pirate pixel planet plank plant plate plaza
  plenty plum plume pocket poem polar polka pond pony poppy porch portal postal potato powder press primer prism prize
  proud puddle pulley pumice puppet purple puzzle quail quarry quartz quest quick quiet quill quilt quince quiver
  quote rabbit radar radio radish raft rain raisin rally ramp ranch range rapid rattle raven razor ready recipe record
  reef region relay remedy render report rescue resin result reward rhythm ribbon rice ridge ring ripple rival river
  road robin robot rocket rodeo roof room root rope rose rotor round route royal ruby rudder rugby ruler rumble runner
  rustic saddle sage sail salad salmon salsa salt salute sample sandal satin sauce scale scarf scene school scout
  screen script scroll season second seed senate sesame settle shade shadow shape shark sheep shelf shell shield shine
  ship shoe shore shovel shrimp siesta signal silk silver simple singer siren sister sketch skill slate sled sleeve
  slope smile smoke smooth snack snail snow soap soccer social socket soda solar solid sonnet soup south spade spark
  speech spice spider spiral spoon spring sprout spruce square squash squid stable staff stage stairs stamp star
  statue steam steel stem stereo stone stork storm story stove straw stream street string studio sugar summer summit
  sunset surf swamp swan swift swing switch symbol syrup system table tablet tailor talent tango target tartan teapot
  temple tempo tennis tent test theory thread ticket tiger timber tinsel title toast toffee token tomato topaz topic
  torch totem toucan tower town trade trail train travel tray treaty tree tribe trophy trout truck trunk tulip tundra
  tunnel turban turkey turnip turtle tuxedo twelve twig twin uncle union unique unit upper urban useful utopia vacuum
  valley valve vapor vault velvet vendor verse vessel video vine viola violet violin visit visor vista vivid voice
  volume voyage waffle wagon waiter walnut walrus waltz warm water wave wax weasel weaver wedge west whale wheat wheel
  whole wicker willow window winter wisdom wizard wolf wonder wood wool word worker world wreath writer yacht yard
  yarn year yeast yellow yogurt yonder young zebra zenith zephyr zero zigzag zinc zipper zodiac zone
`
  .trim()
  .split(/\s+/)
