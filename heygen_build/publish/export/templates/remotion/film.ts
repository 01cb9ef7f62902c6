/** A film that heygen-build took apart. All times are frames of the composition. */
export type FilmProps = {
  title: string;
  fps: number;
  width: number;
  height: number;
  durationInFrames: number;
  pictures: Piece[];
  sounds: Piece[];
  music: Music[];
  captions: Caption[];
  /** Draws the captions into the picture. */
  showCaptions: boolean;
};

/** Part of a file under `public/`, from its frame `startFrom`. */
export type Piece = {
  name: string;
  src: string;
  from: number;
  durationInFrames: number;
  startFrom: number;
};

/** Music or a sound: music that is repeated is several. `volume` is a factor; for music it is that under speech. */
export type Music = {
  src: string;
  from: number;
  durationInFrames: number;
  startFrom: number;
  volume: number;
  fades: Fades;
};

/** Rises over `in` frames from frame `begin` of the film, and falls over `out` frames before frame `end`. */
export type Fades = {
  begin: number;
  end: number;
  in: number;
  out: number;
};

export type Caption = {
  from: number;
  durationInFrames: number;
  lines: string[];
};
